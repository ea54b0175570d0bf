"""YAML as Accord reads and writes it: plain, with what JSON has, and dates.

Apart from ``accord.files.reading``, which needs it only for text that is not JSON already built.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import yaml

from accord.core.errors import CONTROL, short
from accord.files.reading import DEEPEST, LARGEST, LONGEST_NUMBER

YAMLError = yaml.YAMLError


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML that refuses a key written twice in one mapping, and resolves what JSON has, and dates."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012  PyYAML fills it by class

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _wrong(key_node, "a key is a list or mapping")
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise _wrong(key_node, f"the key {short(key)} is written twice")
            seen.add(key)
        mapping: dict[Hashable, object] = super().construct_mapping(node, deep)
        return mapping

    def construct_scalar(self, node: yaml.ScalarNode) -> str:
        text: str = super().construct_scalar(node)
        if CONTROL.search(text):
            raise _wrong(node, "the text holds a control character")
        return text

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        digits = len(text := self.construct_scalar(node))
        if digits > LONGEST_NUMBER:
            raise _wrong(node, f"a number of {digits} digits")
        return int(text)

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> date | str:
        text = self.construct_scalar(node)
        try:
            return date(*(int(part) for part in text.split("-")))
        except ValueError:
            return text


def _wrong(node: yaml.Node | yaml.Event, problem: str) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, problem, node.start_mark)  # type: ignore[arg-type]  # C marks


for _kind, _form, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", list("-+0123456789")),
    # 1e-7 is a number in JSON and YAML 1.2, but not in YAML 1.1
    (
        "float",
        r"[-+]?(?:(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)",
        list("-+0123456789."),
    ),
    ("timestamp", r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", list("0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(f"^(?:{_form})$"), _first)
for _kind in ("int", "timestamp"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_kind}", getattr(_Loader, f"construct_yaml_{_kind}"))


class _Dumper(yaml.SafeDumper):
    """Safe YAML that quotes what the loader, or that of YAML 1.1, would read as a number."""


_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?[0-9]+(?:\.[0-9]*)?[eE][-+]?[0-9]+$"),
    list("-+0123456789"),
)


def load(text: str, aliases: bool) -> object:
    """Return what YAML or JSON text holds; raise YAMLError or ValueError for what is not plain."""
    _scan(text, aliases)
    value: object = yaml.load(text, _Loader)
    return value


def dump(document: Mapping[str, object]) -> str:
    """Return a mapping as YAML text in its own key order."""
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return text


def _scan(text: str, aliases: bool) -> None:
    """Refuse, before anything is built, what nests too deep, refers elsewhere or names a kind of its own."""
    if len(text) > LARGEST:
        raise yaml.YAMLError
    depth = 0
    for event in yaml.parse(text, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise _wrong(event, f"more than {DEEPEST} levels within each other")
        if not aliases and (isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None)):
            raise _wrong(event, "an anchor or alias (& or *) is not read: write the value out")
        if (tag := getattr(event, "tag", None)) not in {None, "!"}:
            raise _wrong(event, f"a tag such as {short(tag)} is not read")
