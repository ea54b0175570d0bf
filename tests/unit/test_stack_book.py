"""Duties as files: what contradicts, overlaps or runs in a circle is refused in one sentence."""

from datetime import date
from pathlib import Path

import pytest

from accord.core.errors import InputError
from accord.files.reading import dump_yaml
from accord.policy import load_book, stack, with_own
from accord.policy.stack.book import book_importers
from accord.policy.stack.products import codes_of, product_lists
from accord.policy.stack.weights import concordance, covered
from accord.policy.stack.written import read_book

DUTY = {
    "id": "one",
    "title": "One",
    "kind": "reciprocal",
    "exporters": "IND",
    "rate": 10,
    "effective": "2025-04-05",
    "status": "in_force",
    "source": "a test",
}
BOOK = {"importer": "USA", "since": "2025-01-01", "until": "2026-01-01"}


def book(*duties, **keys):
    return read_book(dump_yaml({**BOOK, **keys, "duties": [{**DUTY, **duty} for duty in duties]}), "own.yml")


@pytest.mark.parametrize(
    ("duties", "words"),
    [
        (({}, {"id": "two", "rate": 12}), ("'one' and 'two' contradict", "reciprocal", "IND")),
        (({}, {"id": "two", "exporters": "all"}), ("contradict", "IND")),
        (
            (
                {"kind": "section_232", "products": {"codes": ["7308"]}},
                {"id": "two", "kind": "section_232", "products": {"codes": ["73089095"]}},
            ),
            ("contradict", "section_232"),
        ),
        (
            ({"pre_empted_by": ["two"]}, {"id": "two", "kind": "section_232", "pre_empted_by": ["one"]}),
            ("circle", "one gives way to two gives way to one"),
        ),
        (({"replaces": ["two"]}, {"id": "two", "replaces": ["one"]}), ("circle",)),
        (({"replaces": ["one"]},), ("circle", "one gives way to one")),
        (
            ({"adds_to": ["two"]}, {"id": "two", "adds_to": ["one"]}),
            ("circle", "one adds to two adds to one"),
        ),
        (({}, {}), ("two duties have the id 'one'",)),
        (({"replaces": ["oen"]},), ("unknown duty 'oen'", "did you mean one")),
        (({"exempt": [{"lists": ["annex-ii-april-25"]}]},), ("unknown product list", "annex-ii-april-2025")),
        (({"exporters": "INX"},), ("unknown economy 'INX'", "IND")),
        (({"exporters": "EU28"},), ("EU27",)),
        (({"rate": {"IND": 10}},), ("exporters with one rate, or rates by exporter",)),
        (({"rate": -1},), ("negative",)),
        (({"liable": 2},), ("liable",)),
        (({"ended": "2025-04-05", "status": "ended"},), ("dates must run",)),
        (({"status": "struck_down"},), ("needs the date 'ended'",)),
        (({"effective": None},), ("needs the date 'effective'",)),
        (({"effective": None, "status": "never_implemented"},), ("needs the date 'announced'",)),
        (({"products": {"codes": ["730"]}},), ("'730' is not an HS code",)),
        (({"products": {}},), ("no product is named",)),
        (({"source": ""},), ("source",)),
        (({"stacks": "adds"},), ("unknown key 'duties[0].stacks'", "stacking")),
    ],
)
def test_one_sentence_for_what_is_wrong(duties, words):
    with pytest.raises(InputError) as caught:
        book(*duties)
    sentence = str(caught.value)
    assert sentence.startswith("own.yml: ")
    assert "\n" not in sentence
    assert all(word in sentence for word in words), sentence


@pytest.mark.parametrize(
    "second",
    [
        {"adds_to": ["one"]},
        {"replaces": ["one"]},
        {"kind": "secondary"},
        {"exporters": "CHN"},
        {"effective": "2025-09-01", "kind": "section_232", "products": {"codes": ["73"]}},
        {"status": "never_implemented", "announced": "2025-04-02", "effective": None},
    ],
)
def test_what_goes_together_is_taken(second):
    assert len(book({}, {"id": "two", **second}).duties) == 2


def test_replacing_counts_only_where_the_new_duty_reaches():
    found = book({"exporters": "all"}, {"id": "two", "exporters": "IND", "rate": 25, "replaces": ["one"]})
    assert stack("USA", "IND", date(2025, 6, 1), found).statutory_pct == 25
    assert stack("USA", "CHN", date(2025, 6, 1), found).statutory_pct == 10


def own_file(tmp_path, *duties, importer="USA"):
    path = tmp_path / "own.yml"
    path.write_text(dump_yaml({"importer": importer, "duties": [{**DUTY, **duty} for duty in duties]}))
    return path


def test_a_users_duty_comes_on_top(tmp_path):
    path = own_file(tmp_path, {"id": "mine", "kind": "secondary", "rate": 5, "adds_to": ["us-india-oil"]})
    whole = with_own(load_book("USA"), path)
    assert stack("USA", "IND", date(2025, 9, 1), whole).statutory_pct == 55


def test_a_users_duty_with_a_known_id_takes_its_place(tmp_path):
    path = own_file(tmp_path, {"id": "us-india-oil", "kind": "secondary", "rate": 100})
    whole = with_own(load_book("USA"), path)
    assert stack("USA", "IND", date(2025, 9, 1), whole).statutory_pct == 125


def test_a_users_duty_that_contradicts_the_list_is_refused(tmp_path):
    path = own_file(tmp_path, {"id": "mine", "rate": 5})
    with pytest.raises(InputError, match=r"own\.yml: duties .* contradict each other"):
        with_own(load_book("USA"), path)
    with pytest.raises(InputError, match="holds duties of IND, not of the importer USA"):
        with_own(load_book("USA"), own_file(tmp_path, {"exporters": "USA"}, importer="IND"))


def test_no_book_no_weights_no_data_are_said():
    with pytest.raises(InputError, match="KAZ: no list of duties"):
        stack("KAZ", "USA", date(2025, 9, 1))
    for day in (date(2023, 12, 31), date(2026, 12, 1)):
        with pytest.raises(InputError, match="has data from 2024-01-01 to 2026-11-30 only"):
            stack("USA", "IND", day)
    with pytest.raises(InputError, match="both IND"):
        stack("IND", "India", date(2025, 9, 1))
    found = stack("USA", "KAZ", date(2025, 9, 1))
    assert found.overall is None
    assert found.statutory_pct == 25
    assert found.notes[0] == "There are no import weights for USA from KAZ, so no average is given."


def test_india_as_importer_has_averages_and_offers():
    found = stack("IND", "USA", date(2026, 3, 1))
    whole = [(duty.kind, duty.rate_pct) for duty in found.duties if not duty.listed]
    assert whole == [("mfn", 8.5)]
    assert {duty.kind for duty in found.pending} == {"offer", "retaliation"}
    before = stack("IND", "USA", date(2025, 1, 1)).duties
    assert [duty.rate_pct for duty in before if not duty.listed] == [9.5]


@pytest.mark.parametrize("importer", book_importers())
def test_every_duty_has_a_source_and_its_dates_lie_in_the_list(importer):
    whole = load_book(importer)
    for duty in whole.duties:
        assert duty.source
        assert duty.announced or duty.effective
        assert duty.announced is None or duty.announced <= whole.until
        assert duty.status in {"in_force", "ended", "struck_down"} or not duty.effective


def test_a_code_covers_all_below_it_and_nothing_else():
    lines = concordance()[0]
    found = covered(lines, frozenset({"7308", "300490"}))
    assert {str(code)[:4] for code in lines[found]} <= {"7308", "3004"}
    assert found.sum() == sum(str(code).zfill(10).startswith(("7308", "300490")) for code in lines)


def test_annex_ii_is_matched_at_eight_digits():
    """Its file pads 8-digit codes with zeros; matched at ten digits it would miss nine tenths."""
    codes = product_lists()["annex-ii-april-2025"]
    assert {len(code) for code in codes} == {8}
    india = stack("USA", "IND", date(2025, 4, 20))
    assert india.chapters["30"].exempt_share > 0.99


def test_lists_are_named_by_duties_and_hold_codes():
    named = {
        name
        for duty in load_book("USA").duties
        for products in (duty.products, *duty.exempt)
        for name in (products.lists if products else None) or ()
    }
    assert named == set(product_lists())
    assert all(codes for codes in product_lists().values())
    scope = next(duty.products for duty in load_book("USA").duties if duty.id == "us-232-copper")
    assert all(code.startswith(("74", "85")) for code in codes_of(scope))


DOC = Path(__file__).parents[2] / "docs" / "stack.md"


def test_the_file_in_the_documentation_works(tmp_path):
    text = next(block for block in DOC.read_text("utf-8").split("```") if "my-duty" in block)
    (tmp_path / "my-duties.yml").write_text(text.removeprefix("yaml\n"), "utf-8")
    whole = with_own(load_book("USA"), tmp_path / "my-duties.yml")
    chapters = stack("USA", "IND", date(2026, 11, 15), whole).chapters
    assert chapters["61"].preempting_pct == pytest.approx(15)
    assert chapters["03"].preempting_pct == 0


def test_the_table_in_the_documentation_is_what_the_stack_gives():
    rows = [line.split("|")[1:-1] for line in DOC.read_text("utf-8").splitlines() if line.startswith("| 202")]
    assert len(rows) == 8
    for day, headline, *cells in rows:
        found = stack("USA", "IND", date.fromisoformat(day.strip()))
        part = found.overall
        shares = [100 * getattr(part, key) for key in ("exempt_share", "preempted_share", "hit_share")]
        points = [part.addon_pct, part.preempting_pct, part.base_pct, part.total_pct]
        assert float(headline) == found.statutory_pct
        for said, value in zip(cells, shares + points, strict=True):
            if said.strip():
                assert float(said) == pytest.approx(value, abs=0.0501), (day, said, value)


def test_a_code_that_no_product_has_is_reported(tmp_path):
    file = tmp_path / "own.yml"
    own = {**DUTY, "kind": "section_301", "products": {"codes": ["61", "00", "7777"]}}
    file.write_text(dump_yaml({"importer": "USA", "duties": [own]}), "utf-8")
    found = stack("USA", "IND", date(2025, 9, 1), with_own(load_book("USA"), file))
    assert any("'one'" in note and "by 00, 7777:" in note for note in found.notes)
    assert not any("names no product" in note for note in stack("USA", "IND", date(2026, 9, 1)).notes)


def test_content_takes_shares_by_chapter():
    for content in ({"8471": 0.2}, {"84": 1.5}, {"ab": 0.1}):
        with pytest.raises(InputError, match="content takes a share"):
            book({"content": content})
    half = book({"kind": "section_232", "products": {"codes": ["84", "73"]}, "content": {"84": 0.5}})
    chapters = stack("USA", "IND", date(2025, 9, 1), half).chapters
    assert chapters["84"].preempted_share == pytest.approx(0.5)
    assert chapters["73"].preempted_share == pytest.approx(1)
