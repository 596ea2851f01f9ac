"""The commands of an operating document: its blocks of code, each with the place that its first line names."""
import dataclasses
import pathlib
import re

PLACE = re.compile(r"# on (?P<machine>the [^,(]+?)(, as (?P<user>[a-z-]+))?(?P<tree>, in the built tree)?(\s*\(.*\))?$")


@dataclasses.dataclass(frozen=True)
class Block:
    """Lines to type. `place` is None where the document does not say on which machine they are typed."""
    document: str
    heading: str
    line: int  # of the first command, counted from 1
    text: str
    place: re.Match | None

    @property
    def title(self):
        return f"{self.document}:{self.line}, \"{self.heading}\""


def blocks(file):
    """The blocks without a language, in their order; one with a language shows something, and is not typed."""
    file, heading, opened, found = pathlib.Path(file), "", None, []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        fence = re.match(r"( *)```(\w*)$", line)
        if opened is None and line.startswith("#"):
            heading = line.lstrip("# ")
        elif opened is None and fence:
            opened = (number + 1, len(fence[1]), fence[2], [])
        elif opened is not None and fence:
            first, _, language, lines = opened
            if not language:
                place = PLACE.match(lines[0]) if lines else None
                found.append(Block(file.name, heading, first, "\n".join(lines) + "\n", place))
            opened = None
        elif opened is not None:
            opened[3].append(line[opened[1]:])
    return found
