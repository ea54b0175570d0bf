"""Many reports as one: events merged, claims that contradict each other side by side, promises as due dates.

Everything here is computed from stored dockets (JSON); each entry names the reports it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accord.docket.amounts import written
from accord.docket.events.once import FAMILY

Json = dict[str, Any]


def source_of(report: Mapping[str, Any], item: Mapping[str, Any]) -> Json:
    """Return where an item comes from: the report's number, name, date, and the words it rests on."""
    return {
        "report": report["number"],
        "name": report["id"],
        "date": report["article_date"],
        "words": item["evidence"]["text"],
        "start": item["evidence"]["start"],
        "end": item["evidence"]["end"],
    }


def timeline(reports: Sequence[Mapping[str, Any]]) -> list[Json]:
    """Return the events of all reports in order of date, one event of several reports merged into one entry.

    Two reports tell of the same event when type family and an economy agree and the dates do, to the
    coarser of their precisions. Where their dates or statuses differ, ``differs`` lists what each says.
    """
    entries: list[Json] = []
    for report in reports:
        for event in report["events"]:
            entry = next((e for e in entries if _same_event(e, event, report)), None)
            if entry is None:
                entries.append(_entry(event, report))
            else:
                _merge_into(entry, event, report)
    for entry in entries:
        entry["differs"] = _differences(entry.pop("_told"))
    return sorted(entries, key=lambda e: (e["date"] or "9999", e["type"]))


def _entry(event: Mapping[str, Any], report: Mapping[str, Any]) -> Json:
    kept = ("type", "date", "date_precision", "countries", "status", "participants", "description")
    return {
        **{key: event[key] for key in kept},
        "sources": [source_of(report, event)],
        "_told": [_told(event, report)],
    }


def _told(event: Mapping[str, Any], report: Mapping[str, Any]) -> Json:
    return {
        "report": report["number"],
        "name": report["id"],
        "date": event["date"],
        "status": event["status"],
    }


def _same_event(entry: Mapping[str, Any], event: Mapping[str, Any], report: Mapping[str, Any]) -> bool:
    if any(s["report"] == report["number"] for s in entry["sources"]):
        return False
    same = FAMILY.get(entry["type"], entry["type"]) == FAMILY.get(event["type"], event["type"])
    together = bool(set(entry["countries"]) & set(event["countries"]))
    a, b = entry["date"] or "", event["date"] or ""
    length = min(len(a), len(b))
    return same and together and length >= 7 and a[:length] == b[:length]


def _merge_into(entry: Json, event: Mapping[str, Any], report: Mapping[str, Any]) -> None:
    if len(event["date"] or "") > len(entry["date"] or ""):
        entry["date"], entry["date_precision"] = event["date"], event["date_precision"]
    entry["status"] = event["status"]
    for key in ("countries", "participants"):
        entry[key] = list(dict.fromkeys((*entry[key], *event[key])))
    entry["sources"].append(source_of(report, event))
    entry["_told"].append(_told(event, report))


def _differences(told: list[Json]) -> list[Json]:
    """Return what each report says where they do not all say the same status."""
    return told if len({t["status"] for t in told}) > 1 else []


def claims(reports: Sequence[Mapping[str, Any]]) -> list[Json]:
    """Return the measures of all reports by flow: who, on whom, which lever; each claim with its sources.

    ``contradiction`` says in words where reports give one flow different rates or the same rate a
    different standing; both stay, with their sources, the later report not replacing the earlier.
    """
    flows: dict[tuple[str, str, str], list[Json]] = {}
    for report in reports:
        for measure in report["policy_levers"]:
            key = (_family(measure["lever"]), _codes(measure["imposing"]), _codes(measure["target"]))
            found = flows.setdefault(key, [])
            claim = next((c for c in found if _same_claim(c, measure)), None)
            if claim is None:
                found.append(_claim(measure, report))
            else:
                claim["sources"].append(source_of(report, measure))
    return [
        {
            "lever": lever,
            "imposing": imposing,
            "target": target,
            "claims": found,
            "contradiction": _contradiction(found),
        }
        for (lever, imposing, target), found in flows.items()
    ]


def _family(lever: str) -> str:
    return lever.split("_", maxsplit=1)[0] if lever.startswith(("tariff", "sanction")) else lever


def _codes(value: str | Iterable[str] | None) -> str:
    return " ".join([value] if isinstance(value, str) else value or ())


def _same_claim(claim: Mapping[str, Any], measure: Mapping[str, Any]) -> bool:
    return all(claim[key] == measure[key] for key in ("value", "unit", "status_norm", "product_scope"))


def _claim(measure: Mapping[str, Any], report: Mapping[str, Any]) -> Json:
    kept = ("value", "unit", "status_norm", "product_scope", "effective_date", "end_date", "previous_value")
    return {**{key: measure[key] for key in kept}, "sources": [source_of(report, measure)]}


def _contradiction(found: list[Json]) -> str:
    """Say how claims of one flow and scope differ, or nothing where they do not or come from one report."""
    for scope in dict.fromkeys(_scope(c) for c in found):
        same = [c for c in found if _scope(c) == scope and c["value"] is not None]
        if not _apart(same):
            continue
        values = list(dict.fromkeys("{:g} {}".format(*written(c["value"], c["unit"])) for c in same))
        if len(values) > 1:
            return f"reports give {' and '.join(values)}"
        return (
            f"{values[0]} is {' and '.join(dict.fromkeys(c['status_norm'].replace('_', ' ') for c in same))}"
        )
    return ""


def _apart(same: list[Json]) -> bool:
    """Whether two claims come from different reports only; layers of one tariff stand in the same report."""
    told = [{s["report"] for s in c["sources"]} for c in same]
    return any(not a & b for at, a in enumerate(told) for b in told[at + 1 :])


def _scope(claim: Mapping[str, Any]) -> str:
    return "goods" if claim["product_scope"] in ("goods", "unspecified") else str(claim["product_scope"])


def due(reports: Sequence[Mapping[str, Any]], since: str, until: str = "9999") -> list[Json]:
    """Return what is to come between two ISO days: next steps, promises and measures with a day to them.

    The same thing from several reports is one entry; one that a later report tells with another date is
    listed under both, since either may be right.
    """
    entries: list[Json] = []
    for report in reports:
        for what, day, item in (*_steps(report), *_promises(report)):
            if not (
                since[: len(day)] <= day <= until[: len(day)] if until != "9999" else since[: len(day)] <= day
            ):
                continue
            entry = next((e for e in entries if _same_due(e, day, item, report["number"])), None)
            source = source_of(report, item)
            if entry is None:
                entries.append(
                    {
                        "date": day,
                        "what": what,
                        "countries": list(_parties(item)),
                        "status": item.get("status", ""),
                        "sources": [source],
                    }
                )
            elif source not in entry["sources"]:
                entry["sources"].append(source)
    return sorted(entries, key=lambda e: (e["date"], e["what"]))


def _steps(report: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, Any]]]:
    return [(step["what"], step["date"], step) for step in report["next_steps"] if step["date"]]


def _promises(report: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Pledges that name a day by which they are to be kept, and measures that start or end later."""
    found = []
    for measure in report["policy_levers"]:
        told = measure["value"] is not None
        value = " {:g} {}".format(*written(measure["value"], measure["unit"])) if told else ""
        lever, target = measure["lever"].replace("_", " "), _codes(measure["target"])
        name = f"{lever}{value} by {_codes(measure['imposing'])} on {target}"
        for key, word in (("effective_date", "starts"), ("end_date", "ends")):
            day = measure[key]
            if day and len(day) > 4 and day > report["article_date"][: len(day)]:
                found.append((f"{name} {word}", day, measure))
    return found


def _parties(item: Mapping[str, Any]) -> tuple[str, ...]:
    codes = item.get("countries") or [
        c for key in ("imposing", "target") for c in _codes(item.get(key)).split()
    ]
    return tuple(dict.fromkeys(c for c in codes if c != "world"))


def _same_due(entry: Mapping[str, Any], day: str, item: Mapping[str, Any], report: int) -> bool:
    """The same day, told in the same sentence, or by another report of the same economies."""
    told = any(s["words"] == item["evidence"]["text"] for s in entry["sources"])
    other = all(s["report"] != report for s in entry["sources"])
    return entry["date"] == day and (told or (other and bool(set(entry["countries"]) & set(_parties(item)))))
