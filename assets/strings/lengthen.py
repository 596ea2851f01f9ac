"""Makes the table of a language that nobody speaks: English with every word two fifths longer.

usage: lengthen.py en.toml OUTPUT.toml

Whatever is in braces, or is not a word of at least two letters, stays as it is.
"""
import pathlib
import re
import sys


def longer(match):
    """Doubles letters of the word, vowels first, from its beginning on."""
    word = match[0]
    missing = -(-2 * len(word) // 5)
    order = sorted(range(len(word)), key=lambda at: word[at].lower() not in "aeiou")
    doubled = set(order[:missing])
    return "".join(c + c.lower() if at in doubled else c for at, c in enumerate(word))


def main():
    source, output = (pathlib.Path(path) for path in sys.argv[1:3])
    lines = []
    for line in source.read_text(encoding="utf-8").splitlines():
        pair = re.match(r'([\w-]+ = ")(.*)"$', line)
        if pair:
            parts = re.split(r"(\{\w+\}|\\.)", pair[2])
            line = pair[1] + "".join(part if at % 2 else re.sub(r"[A-Za-z]{2,}", longer, part) for at, part in enumerate(parts)) + '"'
        lines.append(line)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
