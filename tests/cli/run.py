# run.py - runs *.test files: a command, its status, what it says. The format: tests/README.md.
import argparse
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


class Step:
    """One command with what is expected of it."""

    def __init__(self, line, command):
        self.line, self.command, self.status = line, command, 0
        self.out, self.err = [], []  # patterns: None stands for any number of lines


class BadTest(Exception):
    """The test file itself is wrong."""


def line_pattern(text):
    """A regex for an expected line: `*` is any text, `\\*` a star; `~ ` before it: a regex."""
    if text.startswith("~ "):
        return re.compile(text[2:])
    parts = re.split(r"(\\\*|\*)", text)
    return re.compile("".join({"*": ".*", "\\*": r"\*"}.get(part, re.escape(part)) for part in parts))


def expectation(rest):
    """What stands behind `>` or `!`: a pattern, or None for `...`."""
    text = rest.removeprefix(" ") if not rest.startswith("~") else rest
    return None if text == "..." else line_pattern(text)


def parse(text):
    """The fixtures (folder names) and the steps of a .test file."""
    fixtures, steps = [], []
    for number, line in enumerate(text.split("\n"), 1):
        mark, rest = line[:1], line[1:]
        if mark in ("", "#"):
            continue
        if mark == "@":
            fixtures.append(rest.strip())
        elif mark == "$":
            steps.append(Step(number, rest.strip()))
        elif not steps:
            raise BadTest(f"line {number}: '{mark}' comes before the first command")
        elif mark == "|":
            steps[-1].command += "\n" + rest.removeprefix(" ")
        elif mark == "?":
            steps[-1].status = int(rest)
        elif mark == ">":
            steps[-1].out.append(expectation(rest))
        elif mark == "!":
            steps[-1].err.append(expectation(rest))
        else:
            raise BadTest(f"line {number}: a line starts with one of # @ $ | ? > ! and not with '{mark}'")
    if not steps:
        raise BadTest("there is no command in it")
    return fixtures, steps


def matches(patterns, lines):
    """Whether the lines are what the patterns say, `None` taking any number of them."""
    reach = {0}  # numbers of lines that the patterns so far can have taken
    for pattern in patterns:
        if pattern is None:
            reach = set(range(min(reach), len(lines) + 1)) if reach else reach
        else:
            reach = {at + 1 for at in reach if at < len(lines) and pattern.fullmatch(lines[at])}
    return len(lines) in reach


def shown(patterns):
    """The patterns as lines, for the difference that a failure prints."""
    return ["..." if pattern is None else re.sub(r"\\(.)", r"\1", pattern.pattern.replace(".*", "*"))
            for pattern in patterns]


def lines_of(data):
    text = data.decode("utf-8", errors="backslashreplace")
    return text.removesuffix("\n").split("\n") if text else []


def run_step(step, folder, environment):
    """The faults of one step, as lines; none where it did what was expected."""
    try:
        done = subprocess.run(["bash", "-c", step.command], cwd=folder, env=environment, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return [f"line {step.line}: $ {step.command}", "  no end after 60 s"]
    faults = []
    if done.returncode != step.status:
        faults.append(f"  status {done.returncode}, expected {step.status}")
    for name, patterns, data in (("stdout", step.out, done.stdout), ("stderr", step.err, done.stderr)):
        lines = lines_of(data)
        if not matches(patterns, lines):
            difference = difflib.unified_diff(shown(patterns), lines, "expected", name, lineterm="", n=99)
            faults += ["  " + line for line in difference] or [f"  {name} differs"]
    return [f"line {step.line}: $ {step.command}", *faults] if faults else []


def copy_fixture(name, folder):
    source = HERE / "data" / name
    if source.is_dir():
        shutil.copytree(source, folder, dirs_exist_ok=True)
    elif source.is_file():
        shutil.copy(source, folder)
    else:
        raise BadTest(f"there is no fixture tests/cli/data/{name}")


def run_test(text, cartouche):
    """Runs a .test file's text in a folder of its own; the faults, as lines."""
    fixtures, steps = parse(text)
    with tempfile.TemporaryDirectory(prefix="cartouche-cli-") as top:
        folder, tools = pathlib.Path(top, "here"), pathlib.Path(top, "bin")
        folder.mkdir()
        tools.mkdir()
        if cartouche:
            (tools / "cartouche").symlink_to(pathlib.Path(cartouche).resolve())
        (tools / "json").symlink_to(HERE / "json_ask.py")
        for name in fixtures:
            copy_fixture(name, folder)
        environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(folder)}
        environment.pop("SOURCE_DATE_EPOCH", None)
        faults = []
        for step in steps:
            faults += run_step(step, folder, environment)
        return faults


def main():
    parser = argparse.ArgumentParser(description="Runs .test files.")
    parser.add_argument("--cartouche", required=True, help="the command under test")
    parser.add_argument("tests", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    failed = 0
    for path in options.tests:
        try:
            faults = run_test(path.read_text(encoding="utf-8"), options.cartouche)
        except BadTest as fault:
            faults = [str(fault)]
        for line in faults:
            print(f"{path.name}: {line}" if not line.startswith("  ") else line)
        failed += bool(faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
