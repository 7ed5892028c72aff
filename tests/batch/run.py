#!/usr/bin/env python3
# run.py - batches: dates, languages, shares, what is unchanged, workers that die, kills at any moment.
"""run.py --cartouche CARTOUCHE"""
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
STYLE = ROOT / "styles" / "newsroom.style.yaml"
SQUARE = '{"type":"Polygon","coordinates":[[[%g,48],[%g,48],[%g,50],[%g,50],[%g,48]]]}'
MAP = """map: 1
id: m
style: {style}
text: {{ title: {{ en: "On {{date:long}}", uk: "Станом на {{date:long}}" }}, source: S, alt: A }}
view: {{ bbox: [36, 47, 41, 51] }}
size: {{ width: 160px }}
data: {{ area: {{ file: "area/{{date}}.geojson", missing: previous, max_age: 40d }} }}
layers: [ {{ id: area, data: area, class: occupied }} ]
outputs: [ {{ to: "out/{{id}}-{{date}}-{{lang}}.png", lang: [en, uk] }} ]
"""
DATES = ["2026-01-01", "2026-01-08", "2026-01-15", "2026-02-01"]
# A track without times: some releases of GDAL fall over it.
TRACK = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>
<Placemark><gx:Track><gx:coord>37 48 0</gx:coord><gx:coord>38 49 0</gx:coord></gx:Track></Placemark>
</Document></kml>
"""


class Desk:
    """A folder with a map, and a command to draw it."""

    def __init__(self, cartouche):
        self.cartouche = cartouche
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cartouche-batch-"))
        (self.folder / "area").mkdir()
        for i, date in enumerate(DATES):
            self.area(date, 37 + i / 4)
        (self.folder / "m.map.yaml").write_text(MAP.format(style=STYLE), encoding="utf-8")

    def area(self, date, east):
        text = SQUARE % (36.5, east, east, 36.5, 36.5)
        (self.folder / "area" / f"{date}.geojson").write_text(text)

    def command(self, *words):
        return [self.cartouche, "batch", "m.map.yaml", *words]

    def run(self, *words, status=0):
        done = subprocess.run(self.command(*words), cwd=self.folder, capture_output=True, text=True)
        if done.returncode != status:
            raise AssertionError(f"{words}: status {done.returncode}, not {status}\n{done.stderr}")
        return done.stderr.strip().splitlines()

    def digests(self, out="out"):
        """name -> digest of each output; fails where there is anything else."""
        found = {}
        for path in sorted((self.folder / out).iterdir()):
            if path.name == ".cartouche":
                continue
            assert path.suffix == ".png", f"left over: {path.name}"
            data = path.read_bytes()
            assert data[-8:-4] == b"IEND", f"not whole: {path.name}"
            found[path.name] = hashlib.sha256(data).hexdigest()
        return found

    def close(self):
        shutil.rmtree(self.folder)


def same_bytes_for_any_crew_and_shares(desk):
    assert desk.run("--dates", "all", "-j1")[-1] == "8 maps: 8 drawn, 0 unchanged, 0 failed"
    one = desk.digests()
    assert len(one) == 8 and len(set(one.values())) == 8
    shutil.rmtree(desk.folder / "out")
    desk.run("--dates", "all", "-j2")
    assert desk.digests() == one
    shutil.rmtree(desk.folder / "out")
    totals = [int(desk.run("--dates", "all", "--shard", f"{k}/3")[-1].split()[0])
              for k in (1, 2, 3) if desk]
    assert sum(totals) == 8
    assert desk.digests() == one
    subprocess.run([desk.cartouche, "render", "m.map.yaml", "--date", DATES[1], "--lang", "uk",
                    "-o", "single.png"], cwd=desk.folder, check=True, capture_output=True)
    single = hashlib.sha256((desk.folder / "single.png").read_bytes()).hexdigest()
    assert single == one[f"m-{DATES[1]}-uk.png"], "a map alone differs from that of a batch"


def only_what_changed_is_drawn(desk):
    last = lambda *more: desk.run("--dates", "all", "--skip-unchanged", *more)[-1]
    assert last() == "8 maps: 8 drawn, 0 unchanged, 0 failed"
    assert last() == "8 maps: 0 drawn, 8 unchanged, 0 failed"
    os.utime(desk.folder / "area" / f"{DATES[0]}.geojson")  # a new time is no new content
    assert last() == "8 maps: 0 drawn, 8 unchanged, 0 failed"
    desk.area(DATES[2], 40)
    assert last() == "8 maps: 2 drawn, 6 unchanged, 0 failed"
    (desk.folder / "out" / f"m-{DATES[3]}-en.png").write_bytes(b"spoilt")
    assert last() == "8 maps: 1 drawn, 7 unchanged, 0 failed"
    assert last("--set", "size.width=170px") == "8 maps: 8 drawn, 0 unchanged, 0 failed"
    shutil.rmtree(desk.folder / "out" / ".cartouche")
    assert last("--set", "size.width=170px") == "8 maps: 8 drawn, 0 unchanged, 0 failed"
    assert last("--set", "size.width=170px", "--cache", "seen") == \
        "8 maps: 8 drawn, 0 unchanged, 0 failed"
    assert last("--set", "size.width=170px", "--cache", "seen") == \
        "8 maps: 0 drawn, 8 unchanged, 0 failed"


def dates_are_ranges_lists_and_files(desk):
    def count(dates, **more):
        return desk.run("--dates", dates, "--lang", "en", **more)[-1].split()[0]
    assert count("2026-01-01..2026-01-10") == "10"
    assert count("2026-01-01..2026-02-01/7d") == "5"
    assert count("2026-01-08,2026-01-15") == "2"
    (desk.folder / "days").write_text("# the desk's\n2026-01-01  # new year\n2026-01-14..2026-01-15\n")
    assert count("days") == "3"
    assert "no date, nor a range" in desk.run("--dates", "yesterday", status=2)[0]
    (desk.folder / "days").write_text("2026-01-01\nsoon\n")
    assert desk.run("--dates", "days", status=2)[0].startswith("days:2:1: error: --dates: 'soon'")
    assert "a batch needs dates" in desk.run(status=2)[0]
    assert "several maps go to" in desk.run("--dates", "all", "-o", "x.png", status=2)[0]


def a_map_that_fails_is_told_and_left(desk):
    lines = desk.run("--dates", "2025-12-31..2026-01-02", "--lang", "en", status=4)
    assert "2025-12-31 in 'en': there is no file" in lines[0], lines
    assert lines[-1].startswith("3 maps: ") and "1 failed" in lines[-1]
    lines = desk.run("--dates", "2025-12-31..2026-01-02", "--lang", "en", "--keep-going", "-j1",
                     status=4)
    assert lines[-1] == "3 maps: 2 drawn, 0 unchanged, 1 failed"


def a_worker_that_dies_is_one_failed_map(desk):
    text = (desk.folder / "m.map.yaml").read_text(encoding="utf-8")
    (desk.folder / "m.map.yaml").write_text(text.replace("{date}.geojson", "{date}.kml"),
                                            encoding="utf-8")
    for date in DATES:
        kml = TRACK.replace("gx:Track", "LineString").replace(
            "<gx:coord>37 48 0</gx:coord><gx:coord>38 49 0</gx:coord>",
            "<coordinates>37,48 38,49</coordinates>")
        (desk.folder / "area" / f"{date}.kml").write_text(kml.replace("LineString", "LineString"))
    style = 'class: front'
    text = (desk.folder / "m.map.yaml").read_text(encoding="utf-8").replace("class: occupied", style)
    (desk.folder / "m.map.yaml").write_text(text, encoding="utf-8")
    (desk.folder / "area" / f"{DATES[1]}.kml").write_text(TRACK)
    done = subprocess.run(desk.command("--dates", "all", "--lang", "en", "--keep-going", "-j1"),
                          cwd=desk.folder, capture_output=True, text=True)
    last = done.stderr.strip().splitlines()[-1]
    if last == "4 maps: 4 drawn, 0 unchanged, 0 failed":
        return  # this release of GDAL reads it
    assert last == "4 maps: 3 drawn, 0 unchanged, 1 failed", done.stderr
    assert done.returncode == 4 and f"{DATES[1]} in 'en'" in done.stderr, done.stderr


def a_kill_leaves_whole_files_and_a_rerun_ends_alike(desk):
    desk.run("--dates", "2026-01-01..2026-02-05/5d")
    whole = desk.digests()
    seed = 20260127
    chance = random.Random(seed)
    print("seed", seed)
    shutil.rmtree(desk.folder / "out")
    for _ in range(10):
        shutil.rmtree(desk.folder / "out", ignore_errors=True)
        words = desk.command("--dates", "2026-01-01..2026-02-05/5d", "--skip-unchanged")
        run = subprocess.Popen(words, cwd=desk.folder, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.02, 1.2))
        run.send_signal(signal.SIGKILL)
        run.wait()
        time.sleep(0.1)  # its workers die with it
        if (desk.folder / "out").exists():
            for path in (desk.folder / "out").glob("*.png"):
                found = hashlib.sha256(path.read_bytes()).hexdigest()
                assert found == whole[path.name], f"{path.name} is not whole"
    time.sleep(1)  # on a busy machine a worker may take its time to die
    desk.run("--dates", "2026-01-01..2026-02-05/5d", "--skip-unchanged")
    assert desk.digests() == whole


def an_interrupt_ends_in_order(desk):
    run = subprocess.Popen(desk.command("--dates", "2026-01-01..2026-02-05"), cwd=desk.folder,
                           stderr=subprocess.PIPE, text=True)
    while not (desk.folder / "out").exists() and run.poll() is None:
        time.sleep(0.02)
    run.send_signal(signal.SIGTERM)
    _, told = run.communicate()
    assert run.returncode == 128 + signal.SIGTERM, (run.returncode, told)
    assert "not reached" in told.strip().splitlines()[-1], told
    desk.digests()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cartouche", required=True, type=os.path.abspath)
    options = parser.parse_args()
    tests = [same_bytes_for_any_crew_and_shares, only_what_changed_is_drawn,
             dates_are_ranges_lists_and_files, a_map_that_fails_is_told_and_left,
             a_worker_that_dies_is_one_failed_map, a_kill_leaves_whole_files_and_a_rerun_ends_alike,
             an_interrupt_ends_in_order]
    failed = 0
    for test in tests:
        desk = Desk(options.cartouche)
        try:
            test(desk)
            print("ok    ", test.__name__)
        except AssertionError as fault:
            failed += 1
            print("FAILED", test.__name__, "\n", fault)
        finally:
            desk.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
