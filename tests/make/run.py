#!/usr/bin/env python3
# run.py - docs/make/Makefile does what its README says: what changes is drawn again, and nothing else.
"""run.py --cartouche CARTOUCHE"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAKEFILE = "docs/make/Makefile"
DATE = "2024-12-31"
START = "2022-02-23"


class Desk:
    """A clone, as far as the Makefile sees it."""

    def __init__(self, folder, cartouche):
        self.folder = pathlib.Path(folder)
        self.cartouche = cartouche
        for part in ("data/donbas", "styles", "docs/make"):
            shutil.copytree(ROOT / part, self.folder / part)

    def make(self, *words, status=0, env=None):
        env = {**os.environ, "LC_ALL": "C.UTF-8", **(env or {})}
        for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
            env.pop(name, None)
        done = subprocess.run(["make", "-f", MAKEFILE, "-j2", *words], cwd=self.folder, env=env,
                              capture_output=True, text=True)
        if done.returncode != status:
            raise AssertionError(f"make {words}: {done.returncode}\n{done.stdout}{done.stderr}")
        assert "warning" not in done.stderr, done.stderr
        return re.findall(r"cartouche (?:render|stats|batch) .*", done.stdout)

    def drawn(self, *words):
        """What make draws, by the names of the files."""
        return sorted(re.search(r"-o \S*/(\S+)", line).group(1)
                      for line in self.make(f"CARTOUCHE={self.cartouche}", *words))


def files_are_drawn_once(desk, words, count):
    first = desk.drawn(*words)
    assert len(first) == count, first
    for name in first:
        data = (desk.folder / "out" / "maps" / name).read_bytes()
        assert data[:4] in (b"\x89PNG", b"%PDF"), name
    assert desk.drawn(*words) == [], "what has not changed was drawn again"
    return first


def what_changes_is_drawn(desk, words, names):
    control = desk.folder / "data" / "donbas" / "control"
    os.utime(control / f"{DATE}.geojson")
    again = desk.drawn(*words)
    assert again == [name for name in names if DATE in name], again
    # saved as editors do: a new file takes the old one's name, and the folder changes with it
    (control / "new").write_bytes((control / f"{DATE}.geojson").read_bytes())
    (control / "new").rename(control / f"{DATE}.geojson")
    again = desk.drawn(*words)
    assert again == [name for name in names if DATE in name], again
    for changed in ("styles/newsroom.style.yaml", "data/donbas/donbas.map.yaml", MAKEFILE,
                    "data/donbas/oblasts.dbf", f"data/donbas/control/{START}.geojson"):
        os.utime(desk.folder / changed)
        assert desk.drawn(*words) == names, changed
    for other in ("styles/print.style.yaml", "docs/make/README.md", "data/donbas/control"):
        os.utime(desk.folder / other)
        assert desk.drawn(*words) == [], other
    (desk.folder / "out" / "maps" / names[0]).unlink()
    assert desk.drawn(*words) == [names[0]]


def a_new_line_is_drawn_alone(desk, words, names):
    control = desk.folder / "data" / "donbas" / "control"
    shutil.copy(control / f"{DATE}.geojson", control / "2025-01-15.geojson")
    words = [word for word in words if not word.startswith("DATES")]
    again = desk.drawn(*words, f"DATES={START} {DATE} 2025-01-15")
    assert again == [name.replace(DATE, "2025-01-15") for name in names if DATE in name], again


def all_that_the_readme_counts(desk):
    lines = desk.make(f"CARTOUCHE={desk.cartouche}", "-n", "OUT=elsewhere")
    text = (ROOT / "docs" / "make" / "README.md").read_text(encoding="utf-8")
    assert f"come {len(lines)} files" in text, len(lines)


def a_fault_stops_and_leaves_what_is_there(desk, words, names):
    line = desk.folder / "data" / "donbas" / "control" / f"{DATE}.geojson"
    whole, path = line.read_bytes(), desk.folder / "out" / "maps" / [n for n in names if DATE in n][0]
    before = path.read_bytes()
    line.write_bytes(whole[: len(whole) // 2])
    desk.make(f"CARTOUCHE={desk.cartouche}", *words, "-k", status=2)
    assert path.read_bytes() == before, "a failed map took the old one away"
    line.write_bytes(whole)
    assert desk.drawn(*words) == [name for name in names if DATE in name]


def further_goals(desk, words):
    """The numbers and the film, where this cartouche has them; on the PATH, as one that is installed."""
    env = {"PATH": f"{pathlib.Path(desk.cartouche).parent}{os.pathsep}{os.environ['PATH']}"}
    told = lambda *of: subprocess.run([desk.cartouche, *of], capture_output=True, text=True).stdout
    dates = [word for word in words if not word.startswith("LANGS")]
    if re.search(r"^ *stats\b", told("--help"), re.M):
        lines = desk.make("stats", *words, env=env)
        assert len(lines) == 1 and " stats " in lines[0], lines
        rows = (desk.folder / "out/maps/donbas.csv").read_text(encoding="utf-8").splitlines()
        assert any(DATE in row for row in rows), rows[:3]
        assert desk.make("stats", *words, env=env) == []
    if "--animate" in told("batch", "--help"):
        lines = desk.make("film", *dates, "LANGS=en", env=env)
        assert len(lines) == 1 and "--animate" in lines[0], lines
        assert (desk.folder / "out/maps/donbas-en.webp").read_bytes()[8:12] == b"WEBP"
        assert desk.make("film", *dates, "LANGS=en", env=env) == []
    assert desk.make(*words, env=env) == [], "an installed cartouche draws anew"
    desk.make("clean")
    assert not (desk.folder / "out" / "maps").exists()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cartouche", required=True, type=os.path.abspath)
    words = [f"DATES={START} {DATE}", "LANGS=en", "SIZES=web phone"]
    with tempfile.TemporaryDirectory(prefix="cartouche-make-") as folder:
        desk = Desk(folder, parser.parse_args().cartouche)
        names = files_are_drawn_once(desk, words, 4)
        all_that_the_readme_counts(desk)
        what_changes_is_drawn(desk, words, names)
        a_fault_stops_and_leaves_what_is_there(desk, words, names)
        further_goals(desk, words)
        files_are_drawn_once(desk, words, 4)
        a_new_line_is_drawn_alone(desk, words, names)
    print("docs/make/Makefile does what its README says")


if __name__ == "__main__":
    try:
        main()
    except AssertionError as fault:
        sys.exit(f"FAILED: {fault}")
