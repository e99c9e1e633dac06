"""Where the kit's own notebook and policy are: in a checkout, or inside the installed package."""

from __future__ import annotations

from pathlib import Path

from disclosure_audit.errors import MachineError
from disclosure_audit.text import Words

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent.parent


def notebook_path(name: str) -> Path:
    """Return the path of one of the kit's notebooks, for example ``township_audit``."""
    return _own_file(f"notebooks/{name}.ipynb")


def default_policy() -> Path:
    """Return the policy file that came with the kit."""
    return _own_file("params/policy.yaml")


def default_rules() -> Path | None:
    """Return the checkout's folder of local rules, or None where there is none."""
    folder = _CHECKOUT / "params" / "rules"
    return folder if folder.is_dir() else None


def _own_file(name: str) -> Path:
    for root in (_PACKAGE, _CHECKOUT):
        if (root / name).is_file():
            return root / name
    raise MachineError(
        Words(
            f"安装不完整：缺少 {name}。请按 README 重新安装。",
            f"The installation is incomplete: {name} is missing. Install again as README says.",
        )
    )
