#!/usr/bin/env python3
# run.py - faults of the machine: full disks, odd goals, signals, kills, bare systems; old output or none.
"""run.py --cartouche CARTOUCHE

Each fault must end with the exit status and the one finding that are said here, and leave the old output or none. What
tests/batch and tests/cli/output.test hold already is not repeated. Tests that need root, or a locale, skip where it is not.
"""
import argparse
import hashlib
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/large"))
import islands  # noqa: E402
MINI = ROOT / "tests/cli/data/mini"
SEED = int(os.environ.get("CT_SEED", "20260127"))


class Skip(Exception):
    """What the test needs is not here."""


class Desk:
    def __init__(self, cartouche):
        self.cartouche = cartouche
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cartouche-faults-"))
        for path in MINI.iterdir():
            shutil.copy(path, self.folder)
        self.out = self.folder / "out"
        self.out.mkdir()

    def run(self, *words, status=0, env=None, prefix=(), **more):
        """Its errors, as lines without their hints."""
        done = subprocess.run([*prefix, self.cartouche, *map(str, words)], cwd=self.folder, text=True,
                              stderr=subprocess.PIPE, env={**os.environ, **(env or {})}, check=False,
                              **{"stdout": subprocess.DEVNULL, **more})
        errors = [line for line in done.stderr.splitlines() if "error:" in line]
        assert done.returncode == status, f"{words}: {done.returncode}, not {status}\n{done.stderr}"
        assert not status or len(errors) == 1, f"{words}: not one finding\n{done.stderr}"
        return errors

    def render(self, goal, **more):
        return self.run("render", "mini.map.yaml", "-o", goal, **more)

    def left(self, folder=None):
        """What lies in a folder, by name, with its bytes."""
        return {path.name: path.read_bytes() for path in sorted((folder or self.out).iterdir()) if path.is_file()}

    def close(self):
        shutil.rmtree(self.folder)


def a_full_disk_leaves_the_old_file(desk):
    if os.geteuid() != 0:
        raise Skip("only root mounts")
    room = desk.folder / "tiny"
    room.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", room], stderr=subprocess.DEVNULL,
                      check=False).returncode:
        raise Skip("no tmpfs can be mounted")
    try:
        ends = {"png": b"IEND", "svg": b"</svg>", "pdf": b"%%EOF"}
        full = dict.fromkeys(ends, 0)
        for size in range(0, 61, 4):
            (room / "ballast").write_bytes(bytes(size << 10))
            for ending, end in ends.items():
                goal = room / f"a.{ending}"
                goal.write_bytes(b"")  # a name takes no room, its bytes do
                words = ["render", "mini.map.yaml", "-o", goal, "--scale", "2"]
                done = subprocess.run([desk.cartouche, *words], cwd=desk.folder, capture_output=True, text=True, check=False)
                if done.returncode == 0:
                    assert end in goal.read_bytes()[-20:], f"{goal} is not whole"
                else:
                    full[ending] += 1
                    assert done.returncode == 5 and goal.read_bytes() == b"", done.stderr
                    assert [line for line in done.stderr.splitlines() if "error:" in line] == [
                        f"cartouche: error: cannot write '{goal}': No space left on device"], done.stderr
                goal.unlink()
            assert [path.name for path in room.iterdir()] == ["ballast"], list(room.iterdir())
        assert all(full.values()), full
    finally:
        subprocess.run(["umount", room], check=True)


def links_are_replaced_and_not_followed(desk):
    (desk.folder / "target").write_bytes(b"keep")
    (desk.out / "a.png").symlink_to(desk.folder / "target")
    (desk.out / "b.png").symlink_to(desk.folder / "nowhere")
    desk.run("render", "mini.map.yaml", "-o", desk.out / "a.png", "-o", desk.out / "b.svg")
    desk.render(desk.out / "b.png")
    assert (desk.folder / "target").read_bytes() == b"keep" and not (desk.folder / "nowhere").exists()
    assert not (desk.out / "a.png").is_symlink() and not (desk.out / "b.png").is_symlink()


def devices_and_folders_are_refused(desk):
    (desk.out / "d.png").mkdir()
    for goal, words in ((desk.out / "d.png", "it is a folder"), ("/dev/full", None), ("/dev/null", None)):
        told = desk.run("render", "mini.map.yaml", "-o", goal, status=5 if words else 2)
        assert (words or "format") in told[0], told
    os.symlink("/dev/full", desk.out / "full.pdf")
    assert "not a regular file" in desk.render(desk.out / "full.pdf", status=5)[0]


def standard_output_that_is_full_or_closed_is_told(desk):
    words = ("render", "mini.map.yaml", "-o", "-", "--format")
    for ending in ("png", "svg", "pdf"):
        with open("/dev/full", "wb") as full:
            assert "No space left" in desk.run(*words, ending, status=5, stdout=full)[0]
        desk.run(*words, ending, status=5, prefix=("sh", "-c", '"$@" >&-', "sh"), stdout=None)
    for more in (["inspect", "areas.shp"], ["inspect", "--json", "areas.shp"], ["stats", "mini.map.yaml"]):
        with open("/dev/full", "wb") as full:
            desk.run(*more, status=5, stdout=full)


def a_read_only_folder_of_sources_gives_the_same(desk):
    desk.render(desk.out / "a.png")
    sources = desk.left(desk.folder)
    if os.geteuid() == 0 and subprocess.run(["mount", "--bind", desk.folder, desk.folder], check=False,
                                            stderr=subprocess.DEVNULL).returncode == 0:
        subprocess.run(["mount", "-o", "remount,ro,bind", desk.folder], check=True)
        undo = ["umount", desk.folder]
    else:
        desk.folder.chmod(0o555)
        undo = ["chmod", "755", desk.folder]
    with tempfile.TemporaryDirectory() as other:
        try:
            desk.render(pathlib.Path(other) / "a.png")
            if undo[0] == "umount" or os.geteuid() != 0:
                assert "cannot write" in desk.render(desk.folder / "b.png", status=5)[0]
            same = (pathlib.Path(other) / "a.png").read_bytes() == (desk.out / "a.png").read_bytes()
        finally:
            subprocess.run(undo, check=True)
    assert same and desk.left(desk.folder) == sources


def a_signal_leaves_the_old_file(desk):
    desk.render(desk.out / "a.png")
    whole = (desk.out / "a.png").read_bytes()
    chance = random.Random(SEED)
    ended = 0
    for number in range(40):
        (desk.out / "a.png").write_bytes(b"old")
        what = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)[number % 4]
        with subprocess.Popen([desk.cartouche, "render", "mini.map.yaml", "-o", desk.out / "a.png"], cwd=desk.folder,
                              stderr=subprocess.DEVNULL) as run:
            time.sleep(chance.uniform(0, 0.4))
            run.send_signal(what)
        assert run.returncode in (0, -what), run.returncode
        ended += run.returncode != 0
        found = desk.left()
        assert found.pop("a.png") in (b"old", whole), f"signal {what}: the file is not whole"
        if what != signal.SIGKILL:
            assert not found, f"signal {what}: left over {list(found)}"
        for name in found:
            (desk.out / name).unlink()
    assert ended > 5, "hardly any signal came in time"


def a_worker_that_is_killed_is_one_failed_map(desk):
    words = [desk.cartouche, "batch", "mini.map.yaml", "--dates", "2026-01-03..2026-01-30", "-o", "out/{date}-{lang}.png",
             "--keep-going", "-j1", "--scale", "4", "--lang", "en,uk"]
    with subprocess.Popen(words, cwd=desk.folder, stderr=subprocess.PIPE, text=True) as run:
        children, until = [], time.time() + 60
        while not (any(desk.out.iterdir()) and children) and time.time() < until:
            children = pathlib.Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)
        told = run.communicate()[1]
    assert run.returncode == 4 and "was ended by signal 9" in told, told
    assert told.strip().splitlines()[-1] == "56 maps: 55 drawn, 0 unchanged, 1 failed", told


def two_batches_of_one_output_agree(desk):
    words = [desk.cartouche, "batch", "mini.map.yaml", "--dates", "2026-01-03..2026-01-12", "-o", "out/{date}.png", "-j2"]
    both = [subprocess.Popen(words, cwd=desk.folder, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for run in both:
        told = run.communicate()[1]
        assert run.returncode == 0, told
    found = desk.left()
    assert len(found) == 10 and all(data[-8:-4] == b"IEND" for data in found.values()), list(found)
    subprocess.run(words, cwd=desk.folder, check=True, stderr=subprocess.DEVNULL)
    assert desk.left() == found


def a_source_that_changes_is_drawn_or_told(desk):
    """It is cut and written anew while maps are drawn: each run draws, or says what it found; none falls."""
    source = desk.folder / "areas.shp"
    whole = source.read_bytes()
    chance = random.Random(SEED)
    for _ in range(30):
        source.write_bytes(whole)
        with subprocess.Popen([desk.cartouche, "render", "mini.map.yaml", "-o", desk.out / "a.png"], cwd=desk.folder,
                              stderr=subprocess.PIPE, text=True) as run:
            time.sleep(chance.uniform(0, 0.15))
            with open(source, "r+b") as file:
                file.truncate(chance.randrange(len(whole)))
            told = run.communicate()[1]
        assert run.returncode in (0, 4, 5), f"{run.returncode}\n{told}"
        assert run.returncode == 0 or "error:" in told, told


LARGE = """map: 1
id: large
style: s.style.yaml
view: { bbox: [4, 40, 22, 56], project: "+proj=lcc +lat_1=42 +lat_2=54 +lon_0=13" }
size: { width: 300px, height: 300px }
data: { land: { file: land.FORMAT } }
layers: [ { id: land, data: land, class: land } ]
"""


def a_large_source_that_changes_is_drawn_whole_or_told(desk):
    """It is mapped, read in stretches and on threads: where it is cut, a read of it is a signal. What was written anew in
    place must not be drawn half old, half new."""
    shapes = islands.countries()
    (desk.folder / "s.style.yaml").write_text(islands.STYLE)
    islands.write_shapefile(desk.folder / "land.shp", shapes)
    islands.write_geojson(desk.folder / "land.geojson", shapes)
    chance = random.Random(SEED)
    told = {}
    for ending in ("shp", "geojson"):
        (desk.folder / "large.map.yaml").write_text(LARGE.replace("FORMAT", ending))
        source, goal = desk.folder / f"land.{ending}", desk.out / "a.png"
        old, words = source.read_bytes(), [desk.cartouche, "render", "large.map.yaml", "-o", goal]
        start = time.time()
        subprocess.run(words, cwd=desk.folder, check=True, stderr=subprocess.DEVNULL)
        long, whole = time.time() - start, goal.read_bytes()
        for number in range(24):
            source.write_bytes(old)
            goal.write_bytes(b"old")
            with subprocess.Popen(words, cwd=desk.folder, stderr=subprocess.PIPE, text=True) as run:
                time.sleep(chance.uniform(0, long))
                with open(source, "r+b") as file:
                    if number % 3 == 2:  # other bytes, and as many
                        at = chance.randrange(len(old) - 4096)
                        file.seek(at)
                        file.write(bytes(chance.choice(b"0123456789") for _ in range(4096)))
                    else:
                        file.truncate(chance.randrange(len(old)))
                said = run.communicate()[1]
            errors = [line for line in said.splitlines() if "error:" in line]
            assert run.returncode in (0, 4, 5) and len(errors) == (run.returncode != 0), f"{run.returncode}\n{said}"
            drawn, right = goal.read_bytes(), (b"old" if run.returncode else whole)
            if drawn != right and run.returncode == 0:  # what is there now was written before it was opened
                subprocess.run(words, cwd=desk.folder, check=True, stderr=subprocess.DEVNULL)
                right = goal.read_bytes()
            assert drawn == right, f"{run.returncode}: another picture\n{said}"
            for line in errors:
                what = line.split("error: ")[1]
                told[what] = told.get(what, 0) + 1
    assert any("while it was read" in what for what in told), told


def bare_systems_are_no_crash(desk):
    desk.render(desk.out / "a.png")
    whole = (desk.out / "a.png").read_bytes()
    empty = desk.folder / "empty"
    empty.mkdir()
    bare = {name: value for name, value in os.environ.items() if name in ("FONTCONFIG_FILE", "ASAN_OPTIONS", "LSAN_OPTIONS",
                                                                          "UBSAN_OPTIONS", "PATH")}
    words = [desk.cartouche, "render", "mini.map.yaml", "-o", "out/b.png"]
    subprocess.run(words, cwd=desk.folder, env=bare, check=True, stderr=subprocess.DEVNULL)
    assert (desk.out / "b.png").read_bytes() == whole, "without HOME and PATH"
    desk.render(desk.out / "b.png", env={"PROJ_DATA": str(empty), "PROJ_LIB": str(empty)})
    assert (desk.out / "b.png").read_bytes() == whole, "without proj.db"
    told = desk.run("render", "mini.map.yaml", "-o", desk.out / "c.png", "--set", "view.project=EPSG:2180", status=3,
                    env={"PROJ_DATA": str(empty), "PROJ_LIB": str(empty)})
    assert "EPSG:2180" in told[0], told


def no_fonts_at_all_is_told(desk):
    empty = desk.folder / "empty"
    empty.mkdir()
    conf = desk.folder / "fonts.conf"
    conf.write_text(f'<?xml version="1.0"?><fontconfig><dir>{empty}</dir><cachedir>{empty}</cachedir></fontconfig>')
    done = subprocess.run([desk.cartouche, "render", "mini.map.yaml", "-o", "out/a.png"], cwd=desk.folder, text=True,
                          env={**os.environ, "FONTCONFIG_FILE": str(conf)}, capture_output=True, check=False)
    assert done.returncode == 3 and "none of its families is installed" in done.stderr, done.stderr
    assert not desk.left()


def memory_that_ends_is_told(desk):
    """A limit on the address space: it draws, or says that memory has ended; never half a file."""
    if "AddressSanitizer" in subprocess.run(["nm", "-D", desk.cartouche], capture_output=True, text=True, check=False).stdout \
            or b"__asan" in pathlib.Path(desk.cartouche).read_bytes():
        raise Skip("a sanitizer needs all the address space")
    seen = set()
    for kib in (40000, 60000, 80000, 120000, 160000, 240000, 400000):
        words = ["sh", "-c", f'ulimit -v {kib}; exec "$0" "$@"', desk.cartouche, "render", "mini.map.yaml", "-o", "out/a.png",
                 "--scale", "8"]
        done = subprocess.run(words, cwd=desk.folder, capture_output=True, text=True, check=False)
        seen.add(done.returncode)
        assert done.returncode == 0 or done.stderr.strip(), f"{kib} KiB: {done.returncode} without a word"
        assert done.returncode in (0, 1, 3, 5, 127), f"{kib} KiB: {done.returncode} {done.stderr}"
        assert (done.returncode == 0) == bool(desk.left()), f"{kib} KiB: {done.returncode}, {list(desk.left())}"
        for name in desk.left():
            (desk.out / name).unlink()
    assert len(seen) > 1, seen


TESTS = [a_full_disk_leaves_the_old_file, links_are_replaced_and_not_followed, devices_and_folders_are_refused,
         standard_output_that_is_full_or_closed_is_told, a_read_only_folder_of_sources_gives_the_same,
         a_signal_leaves_the_old_file, a_worker_that_is_killed_is_one_failed_map, two_batches_of_one_output_agree,
         a_source_that_changes_is_drawn_or_told, a_large_source_that_changes_is_drawn_whole_or_told, bare_systems_are_no_crash, no_fonts_at_all_is_told,
         memory_that_ends_is_told]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cartouche", required=True, type=os.path.abspath)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    failed = 0
    for test in TESTS:
        if options.only not in test.__name__:
            continue
        desk = Desk(options.cartouche)
        try:
            test(desk)
            print("ok     ", test.__name__)
        except Skip as why:
            print("skipped", test.__name__, "-", why)
        except AssertionError as fault:
            failed += 1
            print("FAILED ", test.__name__, "\n", fault)
        finally:
            desk.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
