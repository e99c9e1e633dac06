"""The steps of an audit that notebook, command line and batch share: load, check, present."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure_audit.checks import Finding, Policy, audit, load_policy
from disclosure_audit.checks.subject import Subject
from disclosure_audit.errors import InspectorError
from disclosure_audit.repairs import with_causes
from disclosure_audit.runs.parameters import TownshipParameters
from disclosure_audit.runs.places import default_policy, default_rules
from disclosure_audit.text import Words
from disclosure_audit.years import Within, YearData, load_year, plainly

if TYPE_CHECKING:
    from disclosure_audit.memo import MemoParts


@dataclass(frozen=True)
class Loaded:
    """A township's year with the policy it is audited by."""

    data: YearData
    policy: Policy


def load(parameters: TownshipParameters, within: Within = plainly) -> Loaded:
    """Load the year folder and the policy that the parameters name.

    Parameters
    ----------
    parameters
        Of the township.
    within
        What each file is read within, as `load_year` takes it.

    Raises
    ------
    InspectorError, FilerError
        As `load_year` and `load_policy` do.
    """
    folder = Path(parameters.year_folder)
    if folder.is_file():
        raise InspectorError(
            Words(
                f"{folder} 是文件。请给出它所在的年度文件夹；只看结论可用 check 命令。",
                f"{folder} is a file. Give the year folder that holds it; the command check takes "
                "a file.",
            )
        )
    if not folder.is_dir():
        raise InspectorError(
            Words(
                f"没有年度文件夹 {folder}。应为 <县>/<乡镇>/<年份>/ 这样的文件夹，"
                "内有一份 report 文件。",
                f"There is no year folder {folder}. Give a folder <county>/<township>/<year>/ that "
                "holds a file named report.",
            )
        )
    return Loaded(
        data=load_year(
            folder,
            county=parameters.county,
            township=parameters.township,
            year=parameters.year,
            priors=tuple(parameters.priors),
            within=within,
        ),
        policy=policy_of(parameters),
    )


def policy_of(parameters: TownshipParameters) -> Policy:
    """Return the policy that the parameters name, or the kit's own."""
    return load_policy(
        Path(parameters.policy) if parameters.policy else default_policy(),
        Path(parameters.rules) if parameters.rules else default_rules(),
        base=default_policy() if parameters.policy else None,
    )


def check(loaded: Loaded) -> tuple[Finding, ...]:
    """Look at everything that is obliged, and name the cells that may be wrong."""
    return findings_of(loaded.data, loaded.policy)


def findings_of(data: YearData, policy: Policy) -> tuple[Finding, ...]:
    """Return the findings of a township's year, each with its cause where one is known."""
    return with_causes(data.report, audit(data, policy), Subject(data).last_year)


def present(
    loaded: Loaded, findings: tuple[Finding, ...], parameters: TownshipParameters
) -> MemoParts:
    """Return the parts of the memo."""
    from disclosure_audit.memo import memo_parts  # the command line's quick answers do without

    return memo_parts(
        loaded.data,
        findings,
        ruleset=loaded.policy.ruleset,
        language=parameters.language,
    )
