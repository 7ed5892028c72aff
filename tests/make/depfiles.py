#!/usr/bin/env python3
# depfiles.py - GNU Make and Ninja read the depfiles: run, touch, run again; names of every kind.
"""depfiles.py --cartouche CARTOUCHE"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
AREA = '{"type":"Polygon","coordinates":[[[37,48],[38,48],[38,49],[37,48]]]}'
MAP = """map: 1
id: m
style: '{style}'
text: {{ title: T, source: S 2026, alt: A }}
view: {{ bbox: [36, 47, 41, 51] }}
size: {{ width: 160px }}
data: {{ area: {{ file: '{area}' }} }}
layers: [ {{ id: area, data: area, class: land }} ]
"""
# What both read, in the name of a folder, of an input and of an output.
BOTH = ["plain", "two words", "three  words ", "a:b", "cost$5", "$(shell id)", "${HOME}", "a#b",
        "back\\slash", "a\\ b", "карта на 5 июля", "mapa–žluť", "a,b", "a(b)c",
        "{a}", "a!b", "a@2x", "a+b", "~a", "a[1]"]
INPUTS = ["100%", "a%b", "a=b"]  # of inputs alone: as goals of Make they mean something else
# What Ninja (1.11) does not take, or not so.
MAKE_ONLY = ["a\\#b", "a|b", "a?b", "tab\there", "a&b", "it's", 'say "so"']


def run(folder, *words, status=0):
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
        env.pop(name, None)
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, env=env)
    if done.returncode != status:
        raise AssertionError(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def in_make(text):
    """A name in a Makefile, as GNU Make's manual says to write it."""
    for sign in " #:|%":
        parts = text.split(sign)
        for i, part in enumerate(parts[:-1]):
            slashes = len(part) - len(part.rstrip("\\"))
            parts[i] = part + "\\" * (slashes + 1)
        text = sign.join(parts)
    return text.replace("$", "$$")


def in_ninja(text):
    return text.replace("$", "$$").replace(" ", "$ ").replace(":", "$:")


def in_shell(text):
    return "'" + text.replace("'", "'\\''") + "'"


class Desk:
    """A folder with a map whose files have odd names, and a build of it."""

    def __init__(self, cartouche, source, output):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cartouche-make-"))
        self.output = [f"{output}.svg", f"{output}-small.png"]
        room = self.folder / source
        room.mkdir()
        self.touched = 3 if source == "two words" else 1
        self.inputs = [room / f"{source}.geojson", room / f"{source}.map.yaml",
                       self.folder / "house.style.yaml"]
        self.inputs[0].write_text(AREA)
        shutil.copy(ROOT / "styles" / "newsroom.style.yaml", self.inputs[2])
        quoted = source.replace("'", "''").replace("{", "{{").replace("}", "}}")
        self.inputs[1].write_text(MAP.format(style="../house.style.yaml", area=f"{quoted}.geojson"),
                                  encoding="utf-8")
        goals = " ".join(f"-o {in_shell(name)}" for name in self.output)
        self.command = (f"{in_shell(cartouche)} render {in_shell(f'{source}/{source}.map.yaml')} "
                        f"--quiet {goals} --deps DEPS && echo drawn >> log")

    def drawn(self):
        log = self.folder / "log"
        count = len(log.read_text().splitlines()) if log.exists() else 0
        log.unlink(missing_ok=True)
        return count

    def write_make(self):
        command = self.command.replace("DEPS", "maps.d").replace("$", "$$")
        goals = [in_make(name) for name in self.output]
        wanted = [goal.replace("\\%", "%") for goal in goals]  # it is a pattern in a goal alone
        (self.folder / "Makefile").write_text(
            f"all: {wanted[0]} {wanted[1]}\n{goals[0]} {goals[1]} &:\n\t@{command}\n-include maps.d\n",
            encoding="utf-8")

    def write_ninja(self, deps):
        command = self.command.replace("DEPS", "maps.n").replace("$", "$$")
        goals = " ".join(in_ninja(name) for name in self.output)
        (self.folder / "build.ninja").write_text(
            f"rule map\n  command = {command}\n  depfile = maps.n\n{deps}build {goals}: map\n",
            encoding="utf-8")

    def close(self):
        shutil.rmtree(self.folder)


def build_with_make(desk):
    desk.write_make()
    run(desk.folder, "make", "-rR")
    assert desk.drawn() == 1, "nothing was drawn"
    run(desk.folder, "make", "-rR")
    assert desk.drawn() == 0, "what has not changed was drawn again"
    for path in desk.inputs[:desk.touched]:
        os.utime(path)
        run(desk.folder, "make", "-rR")
        assert desk.drawn() == 1, f"{path.name} was touched, and nothing drawn"


def build_with_ninja(desk, deps):
    desk.write_ninja(deps)
    run(desk.folder, "ninja")
    assert desk.drawn() == 1, "nothing was drawn"
    run(desk.folder, "ninja")
    assert desk.drawn() == 0, "what has not changed was drawn again"
    for path in desk.inputs[:desk.touched]:
        os.utime(path)
        run(desk.folder, "ninja")
        assert desk.drawn() == 1, f"{path.name} was touched, and nothing drawn"
        run(desk.folder, "ninja")
        assert desk.drawn() == 0, f"after {path.name} what has not changed was drawn again"


def build(cartouche, tool, source, output):
    for deps in ["", "  deps = gcc\n"] if tool == "ninja" else [None]:
        desk = Desk(cartouche, source, output)
        try:
            build_with_make(desk) if tool == "make" else build_with_ninja(desk, deps)
        finally:
            desk.close()


def gone_inputs_do_not_stop(cartouche, tool):
    """A file that the map no longer needs is removed: the map is drawn again."""
    desk = Desk(cartouche, "a b", "out")
    try:
        desk.write_make() if tool == "make" else desk.write_ninja("  deps = gcc\n")
        run(desk.folder, tool)
        desk.drawn()
        other = desk.inputs[0].with_name("other.geojson")
        desk.inputs[0].rename(other)
        text = desk.inputs[1].read_text(encoding="utf-8")
        desk.inputs[1].write_text(text.replace("'a b.geojson'", "other.geojson"), encoding="utf-8")
        run(desk.folder, tool)
        assert desk.drawn() == 1, "a file is gone, and nothing was drawn"
    finally:
        desk.close()


def generated_inputs_are_made_first(cartouche):
    """The depfile calls a file as a Makefile would, whatever way the map takes to it."""
    with tempfile.TemporaryDirectory(prefix="cartouche-make-") as name:
        folder = pathlib.Path(name)
        (folder / "maps").mkdir()
        shutil.copy(ROOT / "styles" / "newsroom.style.yaml", folder / "s.style.yaml")
        (folder / "source").write_text(AREA)
        (folder / "maps" / "m.map.yaml").write_text(
            MAP.format(style="../s.style.yaml", area="../data/made.geojson") +
            'outputs: [ "../out/{id}.svg" ]\n')
        (folder / "Makefile").write_text(
            "out/m.svg: maps/m.map.yaml data/made.geojson\n"
            f"\t@{in_shell(cartouche)} render $< --quiet --deps m.d && echo drawn >> log\n"
            "data/made.geojson: source\n\t@mkdir -p data && cp $< $@\n-include m.d\n")
        run(folder, "make", "-rR")
        text = (folder / "m.d").read_text()
        assert text.startswith("out/m.svg:") and "\n  data/made.geojson" in text, text
        rule = (folder / "Makefile").read_text().replace(" data/made.geojson\n", "\n", 1)
        (folder / "Makefile").write_text(rule)
        os.utime(folder / "source")
        run(folder, "make", "-rR")
        assert (folder / "log").read_text().count("drawn") == 2, "what was made anew was not drawn"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cartouche", required=True, type=os.path.abspath)
    cartouche = parser.parse_args().cartouche
    cases = [(tool, name, name) for name in BOTH for tool in ("make", "ninja")]
    cases += [(tool, name, "out") for name in INPUTS for tool in ("make", "ninja")]
    cases += [("make", name, "out") for name in MAKE_ONLY] + [("make", "100%", "100%")]
    failed = 0
    tests = [(f"{tool}: {source!r} to {output!r}", build, (tool, source, output))
             for tool, source, output in cases]
    tests += [(f"{tool}: an input that is gone", gone_inputs_do_not_stop, (tool,)) for tool in ("make", "ninja")]
    tests += [("make: inputs that are made", generated_inputs_are_made_first, ())]
    for name, test, words in tests:
        if words and not shutil.which(words[0]):
            print("not here:", words[0])
            continue
        try:
            test(cartouche, *words)
        except AssertionError as fault:
            failed += 1
            print(f"FAILED {name}\n{fault}")
    print(f"{len(tests)} builds, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
