"""An SVG from outside, written anew from what is known to be a drawing: shapes, colours, and nothing else.

Scripts, handlers, style sheets, pictures within, links, references to elsewhere, entities and repeated parts
(with which a small file becomes an endless one) have no way through, since only what is listed is written.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from groundswell.domain.errors import InputError

_MEND = "Export it as plain SVG with shapes and colours alone, or give a PNG."
_MOST_PARTS, _MOST_DEEP, _LONGEST = 5_000, 40, 200_000
_MOST_WRITTEN = 2_000_000
"""Characters: what a class looks like is written wherever it stands, and so may become an endless file."""
_SVG = "http://www.w3.org/2000/svg"
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_PARTS = _SHAPES | {
    "svg", "g", "defs", "linearGradient", "radialGradient", "stop", "clipPath", "text", "tspan", "title",
    "desc",
}  # fmt: skip
_GEOMETRY = frozenset({
    "d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "dx", "dy",
    "width", "height", "transform", "viewBox", "preserveAspectRatio", "gradientUnits", "gradientTransform",
    "spreadMethod", "offset", "clipPathUnits",
})  # fmt: skip
_LOOKS = frozenset({
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "opacity", "stop-color", "stop-opacity",
    "clip-path", "clip-rule", "font-size", "font-weight", "font-style", "text-anchor", "letter-spacing",
    "display", "visibility",
})  # fmt: skip
_VALUE = re.compile(r"[\w\s.,;:#%+()\-/]*")
_PAINT = re.compile(r"url\(\s*#[\w.-]+\s*\)")
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,99}")
_CLASS = re.compile(r"\.([\w-]+)")
_LENGTH = re.compile(r"\s*([0-9.]{1,12})\s*(?:px)?\s*")


@dataclass(slots=True)
class _Writer:
    """Writes what it is handed as far as it is known; counts, so that nothing has no end."""

    where: str
    out: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    skipped: int = 0
    seen: int = 0
    shapes: int = 0
    written: int = 0
    sheet: list[str] = field(default_factory=list)
    in_sheet: bool = False
    classes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    size: tuple[float, float] = (0.0, 0.0)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.seen += 1
        if self.seen > _MOST_PARTS or len(self.open) + self.skipped > _MOST_DEEP:
            raise InputError("this SVG has too many parts for a logo", where=self.where, mend=_MEND)
        space, _, bare = name.rpartition(" ")
        self.in_sheet = bare == "style" and space in ("", _SVG)
        if self.skipped or space not in ("", _SVG) or bare not in _PARTS or (not self.open and bare != "svg"):
            self.skipped += 1
            return
        told = self._told(attributes)
        if bare == "clipPath" or "clipPath" in self.open:
            # Clips within clips, each used twice, are drawn without end.
            told.pop("clip-path", None)
        if not self.open:
            self.size = _size(told)
            told.setdefault("viewBox", f"0 0 {self.size[0]:g} {self.size[1]:g}")
            told |= {"xmlns": _SVG, "width": f"{self.size[0]:g}", "height": f"{self.size[1]:g}"}
        self.shapes += bare in _SHAPES or bare == "text"
        self.open.append(bare)
        begun = f"<{bare}{''.join(f' {key}={quoteattr(value)}' for key, value in told.items())}>"
        self.written += len(begun)
        if self.written > _MOST_WRITTEN:
            raise InputError("this SVG is too large for a logo", where=self.where, mend=_MEND)
        self.out.append(begun)

    def end(self, _name: str) -> None:
        self.in_sheet = False
        if self.skipped:
            self.skipped -= 1
        elif self.open:
            self.out.append(f"</{self.open.pop()}>")

    def text(self, data: str) -> None:
        if self.in_sheet:
            self.sheet.append(data)
        elif not self.skipped and self.open and self.open[-1] in ("text", "tspan", "title", "desc"):
            self.out.append(escape(data))

    def _told(self, attributes: dict[str, str]) -> dict[str, str]:
        looks: dict[str, str] = {}
        for name in attributes.get("class", "").split():
            looks |= self.classes.get(name, {})
        told = {name: value for name, value in attributes.items() if name in _GEOMETRY and _plain(value)}
        told |= {name: value for name, value in attributes.items() if name in _LOOKS and _allowed(value)}
        told |= looks
        told |= _declared(attributes.get("style", ""))
        if _NAME.fullmatch(attributes.get("id", "")):
            told["id"] = attributes["id"]
        return told


def clean_svg(content: bytes, where: str) -> tuple[bytes, int, int]:
    """The drawing written anew, with its width and height in pixels.

    Raises:
        InputError: It is no XML, has entities of its own or too many parts, or holds no shape.
    """
    # Twice: what classes look like may stand behind what has them.
    first = _read(content, _Writer(where))
    writer = _read(content, _Writer(where, classes=_classes("".join(first.sheet))))
    if not writer.shapes:
        raise InputError("this SVG holds no shapes", where=where, mend=_MEND)
    wide, high = writer.size
    return "".join(writer.out).encode(), max(1, round(wide)), max(1, round(high))


def _read(content: bytes, writer: _Writer) -> _Writer:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = writer.begin
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    parser.EntityDeclHandler = _refuse(writer.where)
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise InputError("this SVG cannot be read", where=writer.where, mend=_MEND) from error
    return writer


def _refuse(where: str) -> Callable[..., None]:
    def entity(*_told: object) -> None:
        raise InputError("this SVG has entities of its own, which a logo needs not", where=where, mend=_MEND)

    return entity


def _plain(value: str) -> bool:
    return len(value) <= _LONGEST and bool(_VALUE.fullmatch(value)) and "url" not in value.lower()


def _allowed(value: str) -> bool:
    return bool(_PAINT.fullmatch(value.strip())) or _plain(value)


def _declared(style: str) -> dict[str, str]:
    """What declarations such as `fill:#123; stroke:none` say, as far as they are known."""
    found = {}
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        if name.strip() in _LOOKS and _allowed(value.strip()):
            found[name.strip()] = value.strip()
    return found


def _classes(sheet: str) -> dict[str, dict[str, str]]:
    """What classes look like; other rules are left out."""
    found: dict[str, dict[str, str]] = {}
    # Cut and not searched: what has no brace or no end would be looked through again from each sign on.
    begin, *comments = sheet[:_LONGEST].split("/*")
    for rule in (begin + "".join(one.partition("*/")[2] for one in comments)).split("}"):
        selectors, _, body = rule.partition("{")
        looks = _declared(body)
        # What stands before the last semicolon is another rule, such as an import.
        for selector in selectors.rpartition(";")[2].split(","):
            named = _CLASS.fullmatch(selector.strip())
            if named:
                found.setdefault(named[1], {}).update(looks)
    return found


def _size(told: Mapping[str, str]) -> tuple[float, float]:
    """Width and height as they are told, else as the view box has them, else square."""
    sides = [_LENGTH.fullmatch(told.get(name, "")) for name in ("width", "height")]
    box = re.findall(r"-?[0-9.]+", told.get("viewBox", ""))
    numbers = [_number(one[1]) if one else 0.0 for one in sides]
    if len(box) == 4:
        numbers = [side or _number(part) for side, part in zip(numbers, box[2:], strict=True)]
    wide, high = (min(side, 10_000.0) if side > 0 else 100.0 for side in numbers)
    return wide, high


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
