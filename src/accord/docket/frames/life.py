"""The life of a measure as one state machine: what a clause's verbs make of it."""

from __future__ import annotations

from itertools import pairwise

from accord.docket.frames import standing
from accord.docket.frames.clauses import RESUMED
from accord.docket.frames.denials import averted, denied_by
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import BE, DETERMINERS, HAVE, PRONOUNS, Clause, Verb, verb_at
from accord.docket.frames.marks import Mark

DEEDS = ("end", "pause", "resume", "cut", "raise", "keep", "impose", "face", "start", "buy", "invest", "lend",
         "support", "allow", "exempt")  # fmt: skip
_IF = frozenset(["if", "unless", "whether"])
_TURNED = frozenset(["should", "had", "were"])


def deed_of(kinds: list[str]) -> str:
    """Return what is done to the measure: the innermost transition among the words that govern it."""
    return next((kind for kind in reversed(kinds) if kind in DEEDS), "")


def is_question(text: str) -> bool:
    """Whether a sentence asks."""
    return text.rstrip("\"' )").endswith("?")


def is_hypothetical(clause: Clause, at: int) -> bool:
    """Whether a clause only supposes what stands at a mark: "if", "unless", "if Peru finds that Chile has lifted its duty"."""
    up = clause.parent if clause.opener == "that" else None
    aside = any(m.lower == "," for m in clause.row[clause.first : at])
    return bool(condition_word(clause) or (up is not None and not aside and condition_word(up)))


def condition_word(clause: Clause) -> str:
    """Return the word that makes a clause a mere supposition."""
    lead = [m for m in clause.row[clause.first : clause.last][:4] if m.lower != "that"][:3]
    turned = len(lead) > 1 and lead[0].lower in _TURNED and clause.opener in ("", "and", ",", "but", "that")
    if turned and (lead[1].kind in ("party", "lever") or lead[1].lower in DETERMINERS | PRONOUNS | {"talks"}):
        return "if"
    return next((m.lower for m in lead if m.lower in _IF), "")


def status_of(frame: Frame, agreed: bool) -> str:
    """Return the status that verbs, modals and denials give; "" where the clause makes no measure.

    ``agreed`` says that the report tells of terms that are agreed, so that "will" states one of them.
    """
    verbs = frame.verbs + ([frame.own] if frame.own else [])
    inner = verbs[-1] if verbs else None
    kinds, deed = frame.kinds, frame.deed
    if inner is not None and _unreal(frame, inner):
        return ""
    denied = averted(frame, inner) if inner is not None else None
    denied = denied_by(frame, verbs, deed) if denied is None else denied
    if denied is not None:
        return denied
    tense = _tense(verbs, inner, frame)
    agrees = ("agree" in kinds and not _confirmed(frame)) or _by_pact(frame)
    if _promised(frame, verbs):
        return "pledged"
    meant = _meant(frame, verbs, tense)
    found = meant or _done_or_ahead(frame, verbs, tense, agreed, agrees)
    return ("agreed" if agreed else "announced") if found == "in_force" and _will_hold(frame) else found


_INTENDS = frozenset(["will", "would", "decided", "plans", "plan", "proposed", "proposes", "intends", "aims"])


def _is_ahead(frame: Frame) -> bool:
    """Whether a clause with a participle hangs on what is to come: "before falling to 9%", "plans to cut one while raising"."""
    clause = frame.clause
    meant = clause.opener == "while" and any(m.lower in _INTENDS for m in clause.row[: clause.first])
    return clause.opener == "before" or meant


def _will_hold(frame: Frame) -> bool:
    """Whether a measure is said to hold from a day to come: "the duty on tyres will be effective for a year"."""
    rest = [m.lower for m in frame.clause.row[frame.at + 1 : frame.clause.last]]
    rest = rest[: rest.index(",")] if "," in rest else rest
    at = next((i for i, pair in enumerate(pairwise(rest)) if pair in (("will", "be"), ("shall", "be"))), -1)
    return at >= 0 and rest[at + 2 : at + 3] in (
        ["effective"],
        ["in"],
        ["valid"],
        ["applicable"],
        ["payable"],
        ["due"],
    )


def _promised(frame: Frame, verbs: list[Verb]) -> bool:
    """Whether somebody gives his word to do something himself: "promised to cut its duty", "vowed to lift the ban"."""
    relief = frame.deed in ("cut", "end", "pause", "exempt")
    lemmas = {v.act.lemma for v in verbs[:-1]}
    infinitive = bool(verbs) and verbs[-1].tense == "infinitive" and verbs[-1].kind == frame.deed
    return relief and infinitive and bool(lemmas & {"pledge", "promise", "vow"})


def _meant(frame: Frame, verbs: list[Verb], tense: str) -> str:  # noqa: PLR0911
    """Return the status of what is threatened, asked, proposed, possible or told again; "" for all else."""
    kinds, deed, inner = frame.kinds, frame.deed, verbs[-1] if verbs else None
    if standing.withdrawn(frame):
        return "ruled_out"
    if "threaten" in kinds:
        return "threatened"
    if standing.only_expected(frame):
        return "proposed" if deed in ("impose", "raise") else "in_force"
    if "ask" in kinds:
        return standing.asked(frame)
    done = deed and inner is not None and inner.tense == "past" and inner.kind in DEEDS
    if "propose" in kinds and not done and not _a_plan_to(frame):
        own = (
            inner is not None
            and frame.lever.startswith("tariff")
            and (inner.modal == "would" or _own_offer(frame, inner))
        )
        return "in_force" if deed in ("end", "pause") and not own else "proposed"
    if (
        inner is not None
        and inner.modal == "should"
        and not any(_settles(v) for v in verbs)
        and (deed != "cut" or frame.amount is None)
    ):
        return "in_force" if deed in ("end", "pause", "cut") else "proposed"
    let_in = (
        frame.value == 0 and inner is not None and inner.kind == "trade" and inner.modal in ("may", "can")
    )
    if tense == "possible" and ("quota" in frame.lever or let_in):
        return "announced"
    if tense == "possible":
        open_ = "threatened" if deed == "impose" else "proposed"
        return "in_force" if deed in ("end", "pause", "cut") else open_
    spared = deed == "exempt" and not frame.lever.startswith("tariff")
    if spared or (deed in ("impose", "raise", "keep", "") and _recounted(frame, verbs)):
        return "in_force"
    return ""


def _a_plan_to(frame: Frame) -> bool:
    """Whether a plan is announced or adopted, and no bill or offer: "unveiled a plan to put", "accepted a proposal to put"."""
    lead = [m.lower for m in frame.clause.row[frame.clause.first : frame.first]]
    if standing.adopted(frame):
        return True
    announced = frame.kinds[:2] == ["announce", "propose"] and len(frame.verbs) > 1
    return announced and any(a in ("plan", "plans") and b == "to" for a, b in pairwise(lead))


def _own_offer(frame: Frame, inner: Verb) -> bool:
    """Whether who proposes is who would act: "Thailand proposes to eliminate duties"."""
    outer = frame.verbs[-2] if len(frame.verbs) > 1 else inner
    others = any(m.kind == "party" for m in frame.clause.row[outer.at + 1 : inner.group])
    own = frame.agent.how == "owner" or (inner.tense == "infinitive" and frame.agent.how == "subject")
    return own and not others


def _settles(verb: Verb) -> bool:
    """Whether a verb decides what "should" be: "determined that the duty should rise"; "says" does not."""
    said = verb.act.lemma in ("say", "tell", "note", "add", "write", "report", "state")
    return verb.kind in ("announce", "agree") and not said


def _done_or_ahead(frame: Frame, verbs: list[Verb], tense: str, agreed: bool, agrees: bool) -> str:  # noqa: PLR0911
    """Return the status of a deed by its kind and tense: done, decided, or ahead."""
    kinds, deed, inner = frame.kinds, frame.deed, verbs[-1] if verbs else None
    decided = "agreed" if agrees or agreed else "announced"
    told = "announce" in kinds or _reported(frame)
    if inner is not None and inner.modal == "would" and not told and not agrees and not agreed:
        decided = "proposed" if not frame.condition else "threatened"
        if frame.condition and deed in ("end", "pause", "exempt"):
            return "in_force"
    if settled := standing.held_by_paper(frame) or _of_its_kind(frame, verbs, tense, agreed, agrees, decided):
        return settled
    if (
        frame.condition
        and (
            tense == "future"
            or (tense == "present" and deed in ("raise", "resume"))
            or (tense == "infinitive" and kinds[:1] == ["keep"] and _supposed_first(frame))
        )
        and deed
        in ("impose", "raise", "face", "start", "resume", "buy", *(("",) if _supposed_first(frame) else ()))
    ):
        return "threatened"
    if agreed and inner is None and not deed:
        return "agreed"
    if agreed and tense == "present" and deed in ("raise", "cut") and frame.own is not None:
        return "agreed"
    ahead = tense in ("future", "infinitive", "gerund") or agrees
    if ahead and (deed or inner is None or {"make", "trade"} & set(kinds[-1:])):
        spoken = {"agree", "announce", "propose"} & {*kinds} or _is_ahead(frame)
        if tense == "gerund" and not spoken:
            return "in_force"
        return decided
    if agrees:
        return "agreed"
    done = inner is not None and inner.tense == "past" and inner.kind == deed == "impose" and len(verbs) > 1
    if inner is not None and inner.act.lemma == "accept" and tense == "past":
        return "agreed"
    if (not deed or (not verbs and deed in ("impose", "raise"))) and (
        stands := standing.told_standing(frame)
    ):
        return stands
    if "announce" in kinds and deed in ("", "impose", "raise", "cut", "keep", "start") and not done:
        return "announced"
    return "in_force"


def _of_its_kind(
    frame: Frame, verbs: list[Verb], tense: str, agreed: bool, agrees: bool, decided: str
) -> str:
    """Return the status of deals, of what is let off, ended or paused; "" for all else."""
    kinds, deed, inner = frame.kinds, frame.deed, verbs[-1] if verbs else None
    if frame.lever == "stake" and tense == "past" and kinds[-1:] != ["announce"]:
        return "in_force"
    if deed in ("buy", "invest", "lend", "support") or frame.lever in (
        "purchase",
        "investment",
        "credit",
        "purchase_stop",
    ):
        return _dealt(frame, tense, agreed, {v.act.lemma for v in verbs})
    if frame.lever == "tariff_exemption" and deed == "exempt":
        return "in_force" if tense in ("past", "present") else decided
    if (deed == "end" and _done_by_paper(frame, verbs)) or (deed == "impose" and _briefly(inner, frame)):
        return "ended"
    if deed in ("end", "exempt"):
        terms = inner is None or inner.kind not in DEEDS or (tense == "present" and frame.own is not None)
        to_come = agrees or (agreed and terms)
        return (
            "ended" if (tense in ("past", "present") or standing.by_move(frame)) and not to_come else decided
        )
    held = deed == "keep" and tense == "future" and not (agrees or agreed)
    return "paused" if deed == "pause" else "in_force" if held else ""


def _supposed_first(frame: Frame) -> bool:
    """Whether a supposition stands in front of the measure: "If no deal is struck, the duty will be 30 percent"."""
    return any(condition_word(c) for c in frame.siblings if c.last <= frame.clause.first)


def _reported(frame: Frame) -> bool:
    """Whether a clause goes on with what somebody said before: "said that one would fall, while the other would rise"."""
    row = frame.clause.row
    behind = standing.said_behind(frame)
    if behind or frame.clause.opener not in ("while", "and", "but", ",", ";") or frame.condition:
        return behind and not frame.condition
    told = (verb_at(row, i, 0) for i in range(frame.clause.first))
    return any(v.kind == "announce" and v.tense == "past" for v in told if v is not None)


def _briefly(verb: Verb | None, frame: Frame) -> bool:
    """Whether a deed is told as one that did not last: "briefly banned exports of"."""
    past = verb is not None and verb.tense == "past"
    return (
        verb is not None
        and past
        and any(m.lower == "briefly" for m in frame.clause.row[verb.group - 1 : verb.at + 2])
    )


def _confirmed(frame: Frame) -> bool:
    """Whether somebody only confirms what a measure does by a verb of its own: "confirmed that the duty applies"."""
    own = frame.own
    said = any(v.act.lemma in ("confirm", "affirm", "reaffirm") for v in frame.verbs)
    alone = own is None and not frame.deed and len(frame.verbs) == 1 and _holds(frame)
    return said and (alone or (own is not None and own.tense in ("present", "past")))


def _holds(frame: Frame) -> bool:
    """Whether a measure is said to be in force: "confirmed that the duty is in force"."""
    words = [m.lower for m in frame.clause.row[frame.at : frame.clause.last]]
    return any(
        words[i : i + 3] in (["is", "in", "force"], ["is", "in", "effect"], ["is", "in", "place"])
        for i in range(len(words))
    )


_PACTS = frozenset(["deal", "agreement", "pact", "accord", "framework", "truce"])


def _by_pact(frame: Frame) -> bool:
    """Whether a deal is what sets a measure: "The deal sets duties at 15 percent", "Under the deal, Oman lifts"."""
    verb = frame.verbs[0] if frame.verbs else frame.own
    if verb is None or verb.tense != "present":
        return False
    row = frame.clause.row
    lead = [m.lower for m in row[frame.clause.first : frame.clause.first + 6]]
    if lead[:1] == ["under"] and set(lead) & _PACTS:
        return True
    return verb.kind not in ("end", "pause") and row[verb.group - 1].lower in _PACTS


def _recounted(frame: Frame, verbs: list[Verb]) -> bool:
    """Whether an order recounts what an earlier one did: "I determined that it was necessary to impose"."""
    row = frame.clause.row
    outer = next((v for v in verbs if v.group and row[v.group - 1].text == "I"), None)
    return (
        outer is not None
        and outer.tense == "past"
        and not any(m.lower in HAVE for m in row[outer.group : outer.at])
    )


def _done_by_paper(frame: Frame, verbs: list[Verb]) -> bool:
    """Whether a signed paper ends a measure: "signed an order on Monday removing the duty"."""
    up = frame.clause.parent
    if not verbs or verbs[-1].tense != "gerund":
        return False
    outer = [v for i in range(up.first, up.last) if (v := verb_at(up.row, i, up.first))] if up else []
    signed = [v for v in (*outer[-1:], *verbs[-2:-1]) if v.act.lemma in ("sign", "issue", "publish")]
    return any(v.tense == "past" for v in signed)


def _unreal(frame: Frame, verb: Verb) -> bool:
    """Whether a verb tells what would have been: "duties would have risen"."""
    words = {m.lower for m in frame.clause.row[verb.group : verb.at]}
    return verb.modal in ("would", "could", "might") and "have" in words


def _dealt(frame: Frame, tense: str, agreed: bool, lemmas: set[str]) -> str:  # noqa: PLR0911
    kinds = frame.kinds
    if lemmas & {"pledge", "promise", "vow"}:
        return "pledged"
    if (
        "agree" in kinds
        or standing.provided_for(frame)
        or (agreed and not (lemmas & {"plan", "intend"} and tense == "infinitive"))
    ):
        return "agreed"
    if frame.deed in ("end", "pause") and frame.lever != "purchase_stop" and tense in ("past", "present"):
        return "ended" if frame.deed == "end" else "paused"
    if tense == "past" and lemmas & {"secure", "win", "sign", "seal", "conclude"}:
        return "agreed"
    if (
        tense == "past"
        and kinds[-1:]
        and kinds[-1] in ("face", "end", "pause", "buy", "invest", "lend", "support")
    ):
        return "in_force"
    given = frame.lever in ("subsidy", "credit")
    if ("announce" in kinds and (given or frame.lever == "purchase")) or (given and tense != "future"):
        return "announced"
    return "pledged" if tense in ("future", "infinitive") else "announced"


def _tense(verbs: list[Verb], inner: Verb | None, frame: Frame) -> str:
    """Return the tense of the governing verb; an infinitive takes that of the verb it hangs on."""
    row, clause = frame.clause.row, frame.clause
    lent = (
        inner is not None and inner.at < clause.first and {m.lower for m in row[clause.first : frame.first]}
    )
    if inner is None or (lent and lent & _POSSIBLE):
        lead = {m.lower for m in row[clause.first : max(_figure(frame), frame.at)]} | _resumed(frame)
        if lead & _POSSIBLE and frame.cue != "barred":
            return "possible"
        return "future" if lead & {"will", "shall", "would"} else "present"
    if inner.tense == "gerund" and _thanked_for(frame.clause.row, inner.group):
        return "past"
    if inner.tense in ("infinitive", "gerund") and len(verbs) > 1:
        outer = verbs[-2]
        if inner.tense == "gerund":
            return outer.tense if outer.kind in DEEDS else "gerund"
        goes_on = outer.kind == "keep" and inner.kind == "face" and outer.tense in ("past", "present")
        return outer.tense if goes_on else "infinitive"
    seen = len(verbs) > 1 and verbs[-2].act.lemma == "see" and inner.group == inner.at
    return verbs[-2].tense if seen and inner.tense in ("past", "present") else inner.tense


_POSSIBLE = frozenset(["may", "might", "could"])


def _thanked_for(row: list[Mark], at: int) -> bool:
    """Whether somebody is thanked or blamed for a deed, which is done: "accused Peru of charging"."""
    return at > 2 and row[at - 1].lower in ("for", "of") and row[at - 2].kind == "party"


def _figure(frame: Frame) -> int:
    """Return where the figure of a measure stands: "the duty rate shall be | 15 percent"."""
    row, clause = frame.clause.row, frame.clause
    return (
        next((i for i in range(frame.at, clause.last) if row[i].ref is frame.amount), -1)
        if frame.amount
        else -1
    )


def _resumed(frame: Frame) -> set[str]:
    """Return the modal of what is said of a measure after a relative clause: "A ban on fuels that ... is to follow"."""
    row, clause = frame.clause.row, frame.clause
    after = next((c for c in frame.siblings if c.opener == RESUMED and c.parent is clause), None)
    if after is None or after.last - after.first < 2:
        return set()
    at = after.first + (row[after.first].lower == ",")
    first, *then = (m.lower for m in row[at : at + 2])
    return {"will"} if first in BE and then == ["to"] else {first}
