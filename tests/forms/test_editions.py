"""The editions of the form: cells, labels, relations, years."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest

from disclosure_audit.forms import Edition, edition_due, editions, label_key
from disclosure_audit.text import bare

ROWS = [
    "received",
    "carried_in",
    "granted",
    "granted_in_part",
    "refused_state_secret",
    "refused_other_law",
    "refused_safety_stability",
    "refused_third_party",
    "refused_internal_affairs",
    "refused_deliberative",
    "refused_enforcement_file",
    "refused_administrative_query",
    "unavailable_not_held",
    "unavailable_needs_creation",
    "unavailable_unclear",
    "unprocessed_petition",
    "unprocessed_repeat",
    "unprocessed_publication",
    "unprocessed_excessive",
    "unprocessed_reconfirm",
]
OTHER = {
    "2019": ["other"],
    "2021": ["other_not_supplemented", "other_fee_unpaid", "other_rest"],
}
COLUMNS = [
    "natural_person",
    "business",
    "research",
    "charity",
    "legal_service",
    "other_org",
    "total",
]
TABLE_2 = {
    "2019": [
        "regulations.made",
        "regulations.published",
        "regulations.total",
        "normative.made",
        "normative.published",
        "normative.total",
        "licences.prior",
        "licences.change",
        "licences.decisions",
        "other_services.prior",
        "other_services.change",
        "other_services.decisions",
        "penalties.prior",
        "penalties.change",
        "penalties.decisions",
        "coercion.prior",
        "coercion.change",
        "coercion.decisions",
        "fees.prior",
        "fees.change",
        "procurement.projects",
        "procurement.amount",
    ],
    "2021": [
        "regulations.issued",
        "regulations.repealed",
        "regulations.in_force",
        "normative.issued",
        "normative.repealed",
        "normative.in_force",
        "licences.decisions",
        "penalties.decisions",
        "coercion.decisions",
        "fees.amount",
    ],
}
PROCEEDINGS = ("review", "direct_suit", "suit_after_review")
RESULTS = ("upheld", "corrected", "other", "pending", "total")


@pytest.fixture(params=["2019", "2021"])
def edition(request: pytest.FixtureRequest) -> Edition:
    return editions()[request.param]


def rows_of(key: str) -> list[str]:
    return [*ROWS, *OTHER[key], "concluded", "carried_out"]


def test_cells_are_those_of_the_contract_in_printed_order(edition: Edition) -> None:
    """Every cell id of the contract is there once, table by table, as printed."""
    key = edition.key
    expected = [f"t2.{cell}" for cell in TABLE_2[key]]
    expected += [f"t3.{row}.{column}" for row, column in product(rows_of(key), COLUMNS)]
    expected += [f"t4.{p}.{result}" for p, result in product(PROCEEDINGS, RESULTS)]
    assert list(edition.cells) == expected
    assert len(expected) == {"2019": 198, "2021": 200}[key]


def test_relations_are_those_of_the_form(edition: Edition) -> None:
    """Seven balances, seven outcome sums, a total for each row and block, two stocks."""
    expected = [f"t3.balance.{c}" for c in COLUMNS] + [f"t3.concluded.{c}" for c in COLUMNS]
    expected += [f"t3.row_total.{row}" for row in rows_of(edition.key)]
    expected += [f"t4.total.{p}" for p in PROCEEDINGS]
    expected += ["t2.in_force.regulations", "t2.in_force.normative"]
    assert [relation.id for relation in edition.relations] == expected


def test_relations_compare_what_the_form_says(edition: Edition) -> None:
    """Both sides of every kind of relation are the cells that the form names."""
    relation = {r.id: r for r in edition.relations}
    outcomes = [row for row in rows_of(edition.key) if row not in
                ("received", "carried_in", "concluded", "carried_out")]  # fmt: skip
    assert len(outcomes) == {"2019": 19, "2021": 21}[edition.key]
    for column in COLUMNS:
        balance = relation[f"t3.balance.{column}"]
        assert balance.left == (f"t3.received.{column}", f"t3.carried_in.{column}")
        assert balance.right == (f"t3.concluded.{column}", f"t3.carried_out.{column}")
        concluded = relation[f"t3.concluded.{column}"]
        assert concluded.left == tuple(f"t3.{row}.{column}" for row in outcomes)
        assert concluded.right == (f"t3.concluded.{column}",)
    for row in rows_of(edition.key):
        total = relation[f"t3.row_total.{row}"]
        assert total.left == tuple(f"t3.{row}.{column}" for column in COLUMNS[:-1])
        assert total.right == (f"t3.{row}.total",)
    for p in PROCEEDINGS:
        total = relation[f"t4.total.{p}"]
        assert total.left == tuple(f"t4.{p}.{result}" for result in RESULTS[:-1])
        assert total.right == (f"t4.{p}.total",)
    assert not any(r.at_least for r in edition.relations if r.id.startswith(("t3", "t4")))


@pytest.mark.parametrize(
    ("key", "left", "right"),
    [("2019", ("total",), ("published",)), ("2021", ("in_force", "repealed"), ("issued",))],
)
@pytest.mark.parametrize("kind", ["regulations", "normative"])
def test_stock_is_at_least_what_was_added(
    key: str, left: tuple[str, ...], right: tuple[str, ...], kind: str
) -> None:
    """In force is no less than issued minus repealed; all published no less than newly so."""
    relation = next(r for r in editions()[key].relations if r.id == f"t2.in_force.{kind}")
    assert relation.at_least
    assert relation.left == tuple(f"t2.{kind}.{column}" for column in left)
    assert relation.right == tuple(f"t2.{kind}.{column}" for column in right)


@pytest.mark.parametrize(
    ("key", "tables", "count", "rank"),
    [("2019", ("t3",), 37, 35), ("2021", ("t3",), 39, 37),
     ("2019", ("t3", "t4"), 40, 38), ("2021", ("t3", "t4"), 42, 40)],
)  # fmt: skip
def test_rank_of_the_relations(key: str, tables: tuple[str, ...], count: int, rank: int) -> None:
    """Two relations of table 3 are implied by the others, and no more."""
    form = editions()[key]
    relations = [r for r in form.relations if r.id.startswith(tables)]
    place = {cell: n for n, cell in enumerate(form.cells)}
    matrix = np.zeros((len(relations), len(place)), dtype=np.int64)
    for n, relation in enumerate(relations):
        matrix[n, [place[c] for c in relation.left]] = 1
        matrix[n, [place[c] for c in relation.right]] = -1
    assert (len(relations), np.linalg.matrix_rank(matrix)) == (count, rank)


def test_every_cell_of_table_3_lies_in_two_relations(edition: Edition) -> None:
    """A wrong cell breaks two relations, one of 总计 three; cells of table 4 lie in one."""
    found = Counter(cell for relation in edition.relations for cell in relation.cells)
    for cell in edition.cells:
        if cell.startswith("t3."):
            assert found[cell] == (3 if cell.startswith("t3.concluded.") else 2), cell
        elif cell.startswith("t4."):
            assert found[cell] == 1, cell


def test_only_changes_are_signed_and_only_amounts_have_decimals(edition: Edition) -> None:
    """A minus may stand in 本年增/减 alone, decimals in sums of money alone."""
    signed = {c.id for c in edition.cells.values() if c.signed}
    amounts = {c.id for c in edition.cells.values() if c.amount}
    assert signed == {c for c in edition.cells if c.endswith(".change")}
    assert amounts == {c for c in edition.cells if c.endswith(".amount")}
    units = {c.id: c.unit for c in edition.cells.values() if c.unit}
    assert units == ({"t2.fees.amount": "万元"} if edition.key == "2021" else {})


def test_a_label_names_one_row(edition: Edition) -> None:
    """No wording of a row's label is a wording of another row, or of a column beside it."""
    rows = [*(row for block in edition.blocks for row in block.rows), *edition.rows]
    keys = Counter(key for row in rows for key in set(row.label.keys))
    assert [key for key, count in keys.items() if count > 1] == []
    columns = {key for c in (*edition.columns, *edition.results) for key in c.label.keys}
    clear = {key for row in rows if not row.label.needs_ordinal for key in row.label.keys}
    assert clear & columns == set()


def test_a_label_names_one_column(edition: Edition) -> None:
    """Within a block of columns no two have a wording in common."""
    for columns in (edition.columns, edition.results, *(b.columns for b in edition.blocks)):
        keys = Counter(key for column in columns for key in set(column.label.keys))
        assert max(keys.values()) == 1


def test_labels_that_need_their_ordinal_keep_it(edition: Edition) -> None:
    """总计 and 其他 are row labels with their ordinal only."""
    rows = [row for row in edition.rows if row.label.needs_ordinal]
    assert {row.id for row in rows} == {"concluded", *(["other_rest"] * (edition.key == "2021"))}
    assert all(
        bare("总计") not in row.label.keys and bare("其他") not in row.label.keys for row in rows
    )
    assert label_key("（一）予以公开") == label_key("予以公开")


def test_markers_of_an_edition_stand_in_it_alone() -> None:
    """No label that tells the edition is a wording in the other one."""
    keys = {}
    for key, form in editions().items():
        columns = [c for block in form.blocks for c in block.columns]
        rows = [*(r for block in form.blocks for r in block.rows), *form.rows]
        every = {k for label in [*columns, *rows] for k in label.label.keys}
        marked = {k for label in [*columns, *rows] if label.marker for k in label.label.keys}
        keys[key] = (every, marked)
    assert keys["2019"][1] & keys["2021"][0] == set()
    assert keys["2021"][1] & keys["2019"][0] == set()
    assert keys["2019"][1]
    assert keys["2021"][1]


@pytest.mark.parametrize(
    ("year", "key"),
    [(2008, None), (2018, None), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021")],
)
def test_edition_due_by_year(year: int, key: str | None) -> None:
    """The form of 2019 is due for 2019 and 2020, that of 2021 since; none before."""
    due = edition_due(year)
    assert (due.key if due else None) == key


def test_six_sections_with_the_official_titles(edition: Edition) -> None:
    """The six sections are numbered one to six, and their wordings are all different."""
    assert [s.id for s in edition.sections] == [
        "overview", "proactive", "requests", "disputes", "problems", "other",
    ]  # fmt: skip
    assert [s.ordinal for s in edition.sections] == [1, 2, 3, 4, 5, 6]
    wordings = [bare(t) for s in edition.sections for t in (s.title, *s.accepted, *s.variants)]
    assert len(set(wordings)) == len(wordings)
