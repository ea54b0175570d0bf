"""Who imposes a measure, where its own clause does not say: pronouns, what was told before, the two sides."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import act_of, party_of
from accord.docket.frames.heads import NOBODY, Role, left_out
from accord.docket.frames.marks import Mark
from accord.docket.frames.named import DEALS
from accord.docket.frames.subjects import subject
from accord.docket.items import Doubt, Measure
from accord.docket.measures.context import mentioned
from accord.docket.measures.merge import family
from accord.docket.measures.paper import is_act
from accord.docket.measures.pronouns import at_home, before_it, within
from accord.docket.measures.sides import INWARD, WEAK, opposed, sold_by, wished_away_by
from accord.docket.measures.tied import EXPORTS, OF_ALL, inferred, is_titled, of_set, titled_actor
from accord.docket.measures.told import Made, codes_of, row_of, verbs_in
from accord.docket.reading import Reading


def agent_of(reading: Reading, frame: Frame, made: Made, doubts: list[Doubt]) -> tuple[str, ...]:
    """Return who imposes a measure; empty with a doubt where the text does not say."""
    if frame.patient.how == "faces it" and frame.patient.kind in ("pronoun", "body"):
        who = (
            _bloc(reading, frame, [])
            if frame.patient.kind == "body"
            else within(frame) or before_it(reading, frame)
        )
        frame.patient = replace(frame.patient, codes=who)
    frame.patient = frame.patient or at_home(reading, frame)
    told = _agent_told(reading, frame, doubts)
    if frame.agent.how == "owner" and (who := of_set(frame, made)):
        told = who  # "The package will lower the G7's price cap"
    if told is None:
        told = _agent_of_setting(reading, frame, made, doubts)
    told = _agent_before(reading, frame, made, doubts) if told is None else told
    sellers = set[str]()
    hit = {*frame.patient.codes}
    own = frame.agent.how == "subject" and not frame.falls.dests and {*told} == {*frame.falls.origins}
    if told and own and frame.lever in ("import_ban", "import_restriction"):
        main = _main_subject(frame).codes  # "Peru said that Chad sells too much and banned Chadian tea"
        return main if main and not {*main} & {*told} else _not_of_sellers(reading, told, {*told}, doubts)
    faced = (
        frame.patient.how in ("faces it", "struck", "seeks relief") and hit and {*frame.falls.origins} <= hit
    )
    if told and frame.lever in INWARD:
        weak = frame.agent.how in (*WEAK, "pronoun")
        sellers = hit if faced else wished_away_by(frame) | (sold_by(frame) if weak else set())
    return _not_of_sellers(reading, told, sellers, doubts) if {*told} & sellers else told


def _not_of_sellers(
    reading: Reading, told: tuple[str, ...], sellers: set[str], doubts: list[Doubt]
) -> tuple[str, ...]:
    """Return who imposes where no phrase names him and who was taken for him sells what it falls on: the other side, or nobody."""
    others = tuple(c for c in reading.sides if c not in sellers)
    doubts[:] = [d for d in doubts if d.slot != "imposing"]
    doubts += inferred(reading, "imposing") if len(others) == 1 else [Doubt("imposing", "ambiguous", "")]
    return others if len(others) == 1 else tuple(c for c in told if c not in sellers)


def _agent_told(reading: Reading, frame: Frame, doubts: list[Doubt]) -> tuple[str, ...] | None:  # noqa: PLR0911
    """Return whom the clause names or its pronoun stands for, None where it does neither."""
    role = frame.agent
    if role.codes:
        return role.codes
    if (
        frame.lever in ("licence", "export_control")
        and frame.patient.kind == "seller"
        and frame.patient.how in ("struck", "faces it")
    ):
        codes, frame.patient = frame.patient.codes, NOBODY
        frame.falls.everybody = not frame.falls.dests
        return codes
    falls = frame.falls
    if role.kind == "unknown" or (frame.lever in DEALS and OF_ALL.search(role.words)):
        doubts.append(Doubt("imposing", "not resolved", role.words))
        return ()
    if role.kind == "we" and (quoted := _quoted_by(frame)):
        return quoted
    if role.kind == "body":
        return _bloc(reading, frame, doubts)
    if role.kind == "pair" and reading.sides:
        return reading.sides
    if (role.kind == "pronoun" or role.words == "the country") and (back := _gone_back_to(reading, frame)):
        return back
    if shared := _shared(reading, frame):
        return shared
    if role.kind == "" and not frame.verbs and _listed_promise(frame):
        main = _main_subject(frame).codes
        if main and not set(main) & {*frame.patient.codes, *falls.origins}:
            return main
    if (
        role.kind in ("we", "", "thing")
        and (speaker := reading.speaker_of(frame.sentence))
        and not ({speaker} & {*frame.patient.codes, *falls.origins})
    ):
        return (speaker,)
    return None


def _bloc(reading: Reading, frame: Frame, doubts: list[Doubt]) -> tuple[str, ...]:
    """Return the grouping named last, whom "the bloc" goes back to; empty with a doubt where no table resolves it."""
    for number in range(frame.sentence.number, -1, -1):
        for mark in reversed(row_of(reading, reading.sentences[number])):
            party = party_of(mark)
            if party is not None and (party.kind in ("alliance", "group") or party.codes == ("EU",)):
                if not party.codes:
                    doubts.append(Doubt("imposing", "not resolved", mark.text))
                return tuple(party.codes)
    doubts.append(Doubt("imposing", "not said", ""))
    return ()


_SAID = frozenset(["say", "tell", "announce", "declare", "write", "add"])


def _quoted_by(frame: Frame) -> tuple[str, ...]:
    """Return whose "we" a quotation holds: '"We will put a duty on tea," Kenya's trade minister told reporters'."""
    row = frame.clause.row
    close = next((i for i in range(frame.at, len(row)) if row[i].lower in ('"', "\u201d")), None)
    told = row[close + 1 : close + 12] if close is not None else []
    if not any((act := act_of(m)) is not None and act.lemma in _SAID for m in told):
        return ()
    codes: tuple[str, ...] = next((codes_of(m) for m in told if m.kind == "party"), ())
    return () if set(codes) & {*frame.patient.codes, *frame.falls.origins} else codes


def _gone_back_to(reading: Reading, frame: Frame) -> tuple[str, ...]:
    """Return whom a pronoun stands for: the company of a deal, the person or the economy that acted before."""
    if frame.lever in DEALS and (home := company(reading, frame)):
        return (home,)
    named = reading.person_before(frame.sentence, frame.first) if frame.agent.words in ("he", "she") else ()
    return named or within(frame) or reading.acting_before(frame.sentence)


def _agent_of_setting(  # noqa: PLR0911
    reading: Reading, frame: Frame, made: Made, doubts: list[Doubt]
) -> tuple[str, ...] | None:
    """Return whom the report is told from, what the measure falls on or the heading gives, None where none does."""
    role, falls = frame.agent, frame.falls
    if (
        role.kind in ("", "thing", "measure", "paper")
        and is_act(reading)
        and not _is_struck(reading.home, frame)
    ):
        return (reading.home,)
    struck = role.kind == "authority" and not reading.home_told and _is_struck(reading.home, frame)
    if role.kind in ("we", "authority", "paper") and reading.home and not struck:
        if not reading.home_told and not is_titled(reading, reading.home):
            doubts.append(Doubt("imposing", "told from", role.words))
        return (reading.home,)
    if role.kind == "authority" and (acting := titled_actor(reading)) and not _is_struck(acting, frame):
        doubts.append(Doubt("imposing", "told from", role.words))
        return (acting,)
    if (
        frame.lever in DEALS
        and (home := company(reading, frame, frame.cue == "supplied"))
        and home not in frame.patient.codes
    ):
        return (home,)
    exports = frame.lever in EXPORTS
    outward = falls.exports or frame.lever == "export_tax"  # "the duty on wheat exported from Chile"
    if exports and outward and falls.origins and (falls.dests or not frame.patient.codes):
        return tuple(falls.origins)
    into = tuple(c for c in falls.dests if c not in falls.origins)
    if not exports and into and frame.lever not in DEALS:
        return into
    if role.kind in ("thing", "paper", "measure") and (who := of_set(frame, made)):
        return who
    heading = reading.heading_of(frame.sentence)
    if heading and heading not in (*frame.patient.codes, *falls.origins):
        return (heading,)
    earlier = antecedent(frame, made) or _kin(frame, made, doubts)
    hit = {*frame.patient.codes, *falls.origins}
    if earlier is not None and earlier.imposing and not set(earlier.imposing) & hit:
        doubts += [d for d in earlier.doubts if d.slot == "imposing"]
        return earlier.imposing
    return _buyer(reading, frame, doubts)


def _buyer(reading: Reading, frame: Frame, doubts: list[Doubt]) -> tuple[str, ...] | None:
    """Return the other side of a deal that a government tells, who buys where it says no seller; None for all else."""
    told = reading.home_told and reading.home in reading.sides and not frame.patient.codes
    if frame.lever != "purchase" or not told:
        return None
    doubts += inferred(reading, "imposing")
    return tuple(c for c in reading.sides if c != reading.home)


def _is_struck(code: str, frame: Frame) -> bool:
    """Whether a measure falls on an economy, or on what is sent to others than it."""
    falls = frame.falls
    abroad = frame.lever not in EXPORTS and bool(falls.dests) and code not in falls.dests
    return abroad or code in (*frame.patient.codes, *falls.origins, *_let_out(frame))


def _listed_with(frame: Frame, struck: set[str]) -> set[str]:
    """Return who stands in one list with those a measure falls on: "duties on tiles from India | and Spain are 5 and 9 percent"."""
    found, run, sold = set[str](), set[str](), False
    for at, mark in enumerate(frame.clause.row):
        if codes := codes_of(mark):
            sold = (
                sold
                if run
                else {"from", "of", "for"} & {m.lower for m in frame.clause.row[max(at - 2, 0) : at]} != set()
            )
            run |= {*codes}
            found |= run if run & struck and sold else set()
        elif mark.lower not in ("and", ",", "the", "or") and mark.kind != "amount" and mark.lower != "for":
            run = set()
    return found


def _agent_before(  # noqa: PLR0911
    reading: Reading, frame: Frame, made: Made, doubts: list[Doubt]
) -> tuple[str, ...]:
    """Return the other side, or who acted before; with a doubt."""
    role, falls, exports = frame.agent, frame.falls, frame.lever in EXPORTS
    earlier = antecedent(frame, made)
    struck = {*frame.patient.codes, *falls.origins, *_let_out(frame), *(falls.dests if exports else ())}
    struck |= _listed_with(frame, struck)
    others = [c for c in reading.sides if c not in struck]
    received = frame.lever in DEALS and frame.deed == "face"
    if len(others) == 1 and (frame.patient.codes or falls.origins) and not received:
        doubts += inferred(reading, "imposing")
        return (others[0],)
    if goes_back(frame) and (back := _left_open(reading, frame, earlier, doubts)):
        return back
    if role.kind in ("", "thing", "measure") and _unresolved(frame, made):
        doubts.append(Doubt("imposing", "not resolved", role.words))
        return ()
    ours = reading.home_told and frame.cue == "barred" and reading.home not in falls.dests
    named = _parties(frame) if exports and not ours else ()
    told = {*frame.patient.codes, *falls.origins, *_let_out(frame), *named}
    if reading.home and role.kind in ("", "thing", "measure") and not told & {reading.home}:
        if exports and told and not (reading.home_told and frame.lever in ("export_ban", "export_control")):
            doubts.append(Doubt("imposing", "ambiguous", ""))
            return ()
        speaks = reading.home_told and (falls.imports or (role.kind == "thing" and "imports" in role.words))
        if not speaks and not is_titled(reading, reading.home):
            doubts.append(Doubt("imposing", "told from", ""))
        return (reading.home,)
    unsaid = frame.lever in DEALS and not told
    if not (received or unsaid) and (
        who := tuple(c for c in reading.acting_before(frame.sentence) if c not in told)
    ):
        if not _goes_on(frame, who, made):
            doubts.append(Doubt("imposing", "named before", ""))
        return who
    only = () if not told or set(side := _only_side(made)) & told else side
    doubts.append(Doubt("imposing", "named before" if only else "not said", ""))
    return only


def _unresolved(frame: Frame, made: Made) -> bool:
    """Whether the measure told last is of the same kind and of an author that no table knows."""
    last = made[-1][1] if made else None
    alike = last is not None and last.lever == frame.lever and not last.imposing
    return alike and last is not None and any(d.how == "not resolved" for d in last.doubts)


def _only_side(made: Made) -> tuple[str, ...]:
    """Return who imposes every measure told so far, nothing where several do."""
    who = {m.imposing for _, m in made if m.imposing}
    return who.pop() if len(who) == 1 else ()


def _goes_on(frame: Frame, who: tuple[str, ...], made: Made) -> bool:
    """Whether the last measure told is the same economy's, without doubt, on the same goods."""
    if not made:
        return False
    last = made[-1][1]
    sure = last.imposing == who and not last.doubts_of("imposing")
    return sure and bool({*last.goods} & {*frame.falls.goods})


def _shared(reading: Reading, frame: Frame) -> tuple[str, ...]:
    """Return the subject that an infinitive or a participle shares: of its sentence, or of the line above its list."""
    kind, verb = frame.agent.kind, frame.verbs[-1] if frame.verbs else None
    open_tenses = ("gerund",) if kind == "measure" else ("infinitive", "gerund")
    if kind in ("thing", "measure", "") and verb is not None and verb.tense in open_tenses:
        who = _main_subject(frame)
        main = _bloc(reading, frame, []) if who.kind == "body" else who.codes
        if main and not set(main) & {*frame.patient.codes, *frame.falls.origins}:
            return main
    return _of_list(reading, frame) if kind == "" else ()


def _of_list(reading: Reading, frame: Frame) -> tuple[str, ...]:
    """Return who does what a list spells out in participles: "Norway has acted by: - Imposing a duty on"."""
    row = frame.clause.row
    if not frame.verbs or frame.verbs[0].at > 1 or not _participle(row):
        return ()
    for number in range(frame.sentence.number - 1, max(frame.sentence.number - 9, -1), -1):
        before = reading.sentences[number]
        above = row_of(reading, before)
        if above and not _participle(above) and before.text.rstrip()[-1:] != ".":
            return tuple(c for c in reading.acting_in(before) if c not in frame.falls.origins)
    return ()


def _participle(row: list[Mark]) -> bool:
    """Whether a sentence opens with a verb in -ing, as an item of a list does."""
    return any((act := act_of(m)) is not None and act.form == "ing" for m in row[:2])


def _let_out(frame: Frame) -> tuple[str, ...]:
    """Return the economies that a clause leaves out of who acts: "the Nordic countries other than Iceland"."""
    row, clause = frame.clause.row, frame.clause
    return tuple(c for i in left_out(row, clause.first, clause.last) for c in codes_of(row[i]))


def _parties(frame: Frame) -> tuple[str, ...]:
    """Return the economies of a measure's clause."""
    return tuple(c for m in frame.clause.row[frame.clause.first : frame.clause.last] for c in codes_of(m))


def _left_open(
    reading: Reading, frame: Frame, earlier: Measure | None, doubts: list[Doubt]
) -> tuple[str, ...]:
    """Return who imposes the measure that "the duties" goes back to where no measure was read of it."""
    if earlier is not None:
        return ()
    struck = (*frame.patient.codes, *frame.falls.origins)
    if who := tuple(c for c in mentioned(reading, frame).agent if c not in struck):
        doubts.append(Doubt("imposing", "named before", ""))
    return who


def company(reading: Reading, frame: Frame, after: bool = False) -> str:
    """Return the home of a company before a deal, or of one after a sanction: "Hanwha will invest"."""
    row = frame.clause.row
    span = range(frame.at + 1, len(row)) if after else range(frame.at)
    made = [m.ref for m in row[frame.at + 1 : frame.clause.last] if m.kind == "company" and not after]
    homes = [
        reading.words.companies.get(str(row[i].ref), "")
        for i in span
        if row[i].kind == "company" and row[i].ref not in made
    ]
    return next((h for h in homes if h), "")


def _listed_promise(frame: Frame) -> bool:
    """Whether a clause is one of a list of promises: "Chile commits to end ...; to support a moratorium on duties"."""
    row, clause = frame.clause.row, frame.clause
    lead = [m.lower for m in row[clause.first : clause.first + 3]]
    return clause.opener == ";" and "to" in lead[1:]


def _main_subject(frame: Frame) -> Role:
    """Return the subject of the sentence, which an infinitive or a gerund further on shares."""
    for clause in frame.siblings:
        if clause.first > frame.clause.first:
            return NOBODY
        if verb := next(verbs_in(clause), None):
            who = subject(clause, verb.group)
            return who if who.kind != "seller" else NOBODY
    return NOBODY


_BACK = frozenset(["the", "those", "these", "this", "that", "such", "its", "their", "both"])


def goes_back(frame: Frame) -> bool:
    """Whether a measure is one told of before: "the duties", "these tariffs", "the rate", a rate without a noun."""
    row = frame.clause.row
    if row[frame.at].kind == "amount":
        bare = not frame.falls.goods and not frame.falls.origins
        return bare or row[frame.first - 1].lower in ("it", "them", "rate", "to")
    goods = any(m.kind == "good" for m in row[frame.first : frame.at])
    told = frame.falls.goods or frame.falls.origins or frame.falls.dests
    return row[frame.first].lower in _BACK and not goods and not told


def antecedent(frame: Frame, made: Made) -> Measure | None:
    """Return the last measure told of the same lever, that "the duty" goes back to; None where a sentence told one of each side."""
    told = [(f, m) for f, m in made if family(f.lever) == family(frame.lever) and m.imposing]
    if not told:
        return None
    last, measure = told[-1]
    beside = [m for f, m in told if f.sentence is last.sentence and m is not measure]
    return None if any(opposed(m, measure) for m in beside) else measure


_OUTWARD = (*EXPORTS, "quota", "minimum_price")


def _kin(frame: Frame, made: Made, doubts: list[Doubt]) -> Measure | None:
    """Return a measure on exports told just before, whose state goes on with another kind of it: a ban, then a quota."""
    for other, measure in reversed(made):
        near = frame.sentence.number - other.sentence.number <= 3
        if near and frame.lever in _OUTWARD and other.lever in _OUTWARD and measure.imposing:
            doubts.append(Doubt("imposing", "named before", ""))
            return measure
    return None
