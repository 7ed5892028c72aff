#!/usr/bin/env python3
# run.py - films of a batch: their frames, times and bytes; what stays in place; kills at any moment.
"""run.py --cartouche CARTOUCHE; status 77 where Python has no PIL."""
import argparse
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

try:
    from PIL import Image, ImageChops
except ImportError:
    print("there is no PIL to look at the frames with")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
STYLE = ROOT / "styles" / "newsroom.style.yaml"
DONBAS = ROOT / "data" / "donbas" / "donbas.map.yaml"
SQUARE = '{"type":"Polygon","coordinates":[[[%g,48],[%g,48],[%g,50],[%g,50],[%g,48]]]}'
NOTHING = '{"type":"FeatureCollection","features":[]}'
MAP = """map: 1
id: m
style: {style}
text:
  title: {{ en: "Gains until {{date:%-d %B}}", uk: "Станом на {{date:%-d %B}}" }}
  subtitle: {{ en: "{{stat.area.km2:,.0f}} km² are held, in {{date:%B}}", uk: "Площа {{stat.area.km2:,.0f}} км²" }}
  source: S
  alt: A
view: {{ bbox: [36, 47, 41, 51] }}
size: {{ width: 330px, height: 400px }}
data:
  area: {{ file: "area/{{date}}.geojson", missing: previous, max_age: 40d }}
  gain: {{ file: "gain/{{date}}.geojson", missing: skip }}
  towns: {{ file: towns.csv, xy: [lon, lat] }}
layers:
  - {{ id: area, data: area, class: occupied, key: {{ en: Held, uk: Утримується }} }}
  - {{ id: gain, data: gain, class: advance, key: {{ en: "Gained by {{date:long}}", uk: Здобуто }} }}
  - {{ id: towns, data: towns, class: town, label: "{{name}}" }}
stats: {{ areas: [area] }}
furniture: {{ key: auto, scale_bar: bottom-left }}
annotations:
  - {{ kind: date-stamp, at: top-left, text: "{{date:long}}" }}
  - {{ kind: callout, id: sum, at: [40.0, 49.2], side: auto, text: "{{stat.area.km2:,.0f}} km²", leader: straight }}
  - {{ kind: inset, id: near, at: bottom-right, bbox: [37, 48, 39, 50], size: [110px, 90px] }}
"""
TOWNS = "name,lon,lat\nAstra,37.5,48.6\nBerg,38.6,49.2\nCalm,39.6,48.4\nDorf,38.1,49.8\nEnd,40.2,50.1\n"
DATES = ["2026-05-01", "2026-05-08", "2026-09-15", "2026-12-30"]


class Desk:
    """A folder with a small map, and a command to animate it."""

    def __init__(self, cartouche):
        self.cartouche = str(pathlib.Path(cartouche).resolve())
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cartouche-animate-"))
        for name in ("area", "gain"):
            (self.folder / name).mkdir()
        for i, date in enumerate(DATES):
            self.area(date, 37 + i * 0.9)
        (self.folder / "gain" / f"{DATES[2]}.geojson").write_text(SQUARE % (38.8, 39.2, 39.2, 38.8, 38.8))
        (self.folder / "towns.csv").write_text(TOWNS)
        (self.folder / "m.map.yaml").write_text(MAP.format(style=STYLE), encoding="utf-8")

    def area(self, date, east):
        (self.folder / "area" / f"{date}.geojson").write_text(SQUARE % (36.5, east, east, 36.5, 36.5))

    def command(self, *words, map_path="m.map.yaml"):
        return [self.cartouche, "batch", str(map_path), "--dates", "all", *words]

    def run(self, *words, status=0, map_path="m.map.yaml", **more):
        done = subprocess.run(self.command(*words, map_path=map_path), cwd=self.folder,
                              capture_output=True, text=True, **more)
        if done.returncode != status:
            raise AssertionError(f"{words}: status {done.returncode}, not {status}\n{done.stderr}")
        return done.stderr.strip().splitlines()

    def bytes(self, name):
        return (self.folder / name).read_bytes()

    def close(self):
        shutil.rmtree(self.folder)


def frames_of(path):
    """(RGB image, milliseconds) of each frame."""
    film = Image.open(path)
    found = []
    for i in range(film.n_frames):
        film.seek(i)
        found.append((film.convert("RGB"), film.info["duration"]))
    return found, film.info["loop"]


def box_of_label(label):
    x, y, w, h = label["box"]
    return (int(x) - 2, int(y) - 2, int(x + w) + 3, int(y + h) + 3)


def worst_off(a, b):
    return max(high for _, high in ImageChops.difference(a, b).getextrema())


def ink(image, box):
    """Where letters are: pixels that are dark in every channel, which no red line is."""
    r, g, b = image.crop(box).split()
    most = ImageChops.lighter(ImageChops.lighter(r, g), b)
    return most.point(lambda v: 255 if v < 110 else 0).convert("1")


def dark(mask):
    return mask.convert("L").histogram()[255]


def frames_are_the_maps(desk):
    """The sample map: all dates, in order, each frame as the PNG beside it."""
    words = ["--lang", "en", "--animate", "f.webp", "--animate", "f.gif", "-o", "{date}.png",
             "--report", "reports", "--hold", "500ms", "--last", "1.5s"]
    lines = desk.run(*words, map_path=DONBAS)
    assert lines[-1] == "9 maps: 9 drawn, 0 unchanged, 0 failed", lines
    frames, loop = frames_of(desk.folder / "f.webp")
    assert loop == 0 and [ms for _, ms in frames] == [500] * 8 + [1500]
    names = sorted(path.name for path in desk.folder.glob("20*.png"))
    assert len(names) == 9
    for (image, _), name in zip(frames, names):
        assert worst_off(image, Image.open(desk.folder / name).convert("RGB")) == 0, name
    gif, loop = frames_of(desk.folder / "f.gif")
    assert loop == 0 and [ms for _, ms in gif] == [500] * 8 + [1500]
    for (image, _), (other, _) in zip(frames, gif):
        off = ImageChops.difference(image, other)
        assert worst_off(image, other) <= 60, "a colour of the GIF is far off"
        bad = sum(n for v, n in enumerate(off.convert("L").histogram()) if v > 12)
        assert bad < 0.002 * image.width * image.height, f"{bad} px of the GIF are off"
    labels_stand_still(desk, [image for image, _ in frames])


def labels_stand_still(desk, frames):
    reports = [json.loads(path.read_text()) for path in sorted((desk.folder / "reports").iterdir())]
    assert len(reports) == 9
    for key in ("box", "crs", "to_page"):
        assert len({json.dumps(r["frames"][0][key]) for r in reports}) == 1, f"the view's {key} jumps"
    places = {}
    for report in reports:
        for label in report["labels"]:
            if label["state"] != "dropped":
                places.setdefault(label["id"], []).append(label)
    everywhere = {name: seen for name, seen in places.items() if len(seen) == 9}
    assert len(everywhere) >= 35, f"only {len(everywhere)} labels are in all frames"
    assert len(everywhere) >= 0.95 * len(places), "labels come and go"
    # A name by the front goes to the other side of its town when the front passes it, and no other does.
    hops = {name: sum(a["box"] != b["box"] for a, b in zip(seen, seen[1:])) for name, seen in places.items()}
    movers = [name for name, count in hops.items() if count]
    assert len(movers) <= 0.15 * len(places) and max(hops.values()) <= 2, hops
    assert {"towns/donetsk", "towns/luhansk", "towns/kramatorsk", "donbas/UA-14"}.isdisjoint(movers)
    assert {"towns/bakhmut", "towns/pokrovsk", "towns/avdiivka"} <= set(everywhere)
    same = 0
    for name, seen in everywhere.items():
        if hops[name]:
            continue
        box = box_of_label(seen[0])
        same += all(worst_off(frames[0].crop(box), f.crop(box)) == 0 for f in frames[1:])
        for frame in frames[1:]:
            one, other = ink(frames[0], box), ink(frame, box)
            moved = dark(ImageChops.logical_xor(one, other))
            assert moved <= 0.25 * max(dark(one), 20), f"the letters of {name} move: {moved} px"
    assert same >= 15, f"only {same} labels are the same to the pixel"


def furniture_keeps_its_place(desk):
    """Words wrap to one line or two, a row of the key shows on one day alone: nothing jumps."""
    desk.run("--animate", "f.webp", "--report", "reports", "--lang", "en", "-o", "{date}.trace")
    frames, _ = frames_of(desk.folder / "f.webp")
    assert len(frames) == 4
    reports = [json.loads(path.read_text()) for path in sorted((desk.folder / "reports").iterdir())]
    assert len({json.dumps(r["frames"][0]) for r in reports}) == 1
    left, top, _, height = (int(v) for v in reports[0]["frames"][0]["box"])
    scale_bar = (left, top + height - 40, left + 110, top + height)
    for image, _ in frames[1:]:
        assert worst_off(frames[0][0].crop(scale_bar), image.crop(scale_bar)) == 0, "the scale bar jumps"
    def towns(report):
        return {(label["frame"], label["text"]): label["box"] for label in report["labels"]}
    assert len(towns(reports[0])) >= 7, "towns of the map and of its inset"
    for report in reports[1:]:
        assert towns(report) == towns(reports[0])
        assert report["frames"] == reports[0]["frames"], "the inset jumps"
    traces = [(desk.folder / f"{date}.trace").read_text(encoding="utf-8") for date in DATES]
    for what, words in (("callout", r'"[\d,]+\s?km²"'), ("date", r'"\d+\s(?:May|September|December)\s2026"'),
                        ("key", '"Held"'), ("row of one day alone", r'"Gained by[^"]*"'),
                        ("source", '"S"'), ("scale bar", r'"\d+\skm"'), ("title", '"Gains until[^"]*"')):
        places = {re.search(rf"text at (\S+) .*{words}", trace).group(1) for trace in traces}
        assert len(places) == 1, f"the {what} jumps: {places}"


def same_bytes_for_any_crew(desk):
    desk.run("--animate", "one.webp", "--animate", "one.gif", "-j1")
    desk.run("--animate", "many.webp", "--animate", "many.gif", "-j3")
    for ending in ("webp", "gif"):
        assert desk.bytes(f"one.{ending}") == desk.bytes(f"many.{ending}")
    left = sorted(path.name for path in desk.folder.iterdir() if path.is_file())
    assert left == ["m.map.yaml", "many.gif", "many.webp", "one.gif", "one.webp", "towns.csv"], left


def a_film_a_language(desk):
    desk.run("--lang", "en,uk", "--animate", "{id}-{lang}.gif")
    assert desk.bytes("m-en.gif") != desk.bytes("m-uk.gif")
    told = desk.run("--lang", "en,uk", "--animate", "x.gif", status=2)
    assert told[0] == "cartouche: error: --animate: several films go to 'x.gif'", told
    assert not (desk.folder / "x.gif").exists()


def what_cannot_be_is_told(desk):
    def first(*words, status=2):
        return desk.run(*words, status=status)[0]
    assert first("--animate", "x.avi") == "cartouche: error: --animate: cannot tell the format of 'x.avi'"
    assert first("--animate", "x.gif", "--shard", "1/2") == "cartouche: error: --animate: a share of the maps makes no film"
    assert "not a time from 20ms to 600s" in first("--animate", "x.gif", "--hold", "5")
    assert "--fps: not a number" in first("--animate", "x.gif", "--fps", "0")
    environment = {**os.environ, "PATH": "/nowhere"}
    told = [line for line in desk.run("--animate", "x.mp4", status=5, env=environment) if "warning" not in line]
    assert told[0] == "cartouche: error: 'x.mp4': it needs ffmpeg, which is not installed", told
    assert "install ffmpeg, or write a .webp or a .gif" in told[1]
    assert not (desk.folder / "x.mp4").exists()


def a_film_with_a_gap_is_not_written(desk):
    desk.run("--animate", "f.webp")
    old = desk.bytes("f.webp")
    (desk.folder / "area" / f"{DATES[1]}.geojson").write_text("{ broken")
    told = desk.run("--animate", "f.webp", "-o", "{date}.png", "--keep-going", status=4)
    assert told[-1] == "4 maps: 3 drawn, 0 unchanged, 1 failed", told
    assert desk.bytes("f.webp") == old
    assert len(list(desk.folder.glob("2026*.png"))) == 3


def only_what_changed_is_made(desk):
    def last(*more):
        return desk.run("--animate", "f.webp", "-o", "{date}.png", "--skip-unchanged", *more)[-1]
    assert last() == "4 maps: 4 drawn, 0 unchanged, 0 failed"
    film, maps = desk.bytes("f.webp"), desk.bytes(f"{DATES[0]}.png")
    assert last() == "4 maps: 0 drawn, 4 unchanged, 0 failed"
    os.utime(desk.folder / "area" / f"{DATES[0]}.geojson")
    assert last() == "4 maps: 0 drawn, 4 unchanged, 0 failed"
    assert last("--hold", "200ms") == "4 maps: 4 drawn, 0 unchanged, 0 failed"
    assert last() == "4 maps: 4 drawn, 0 unchanged, 0 failed"
    assert desk.bytes("f.webp") == film
    (desk.folder / f"{DATES[0]}.png").unlink()  # the film is as it was, one map is gone
    assert last() == "4 maps: 1 drawn, 3 unchanged, 0 failed"
    assert desk.bytes(f"{DATES[0]}.png") == maps and desk.bytes("f.webp") == film
    desk.area(DATES[3], 40.5)
    assert last() == "4 maps: 4 drawn, 0 unchanged, 0 failed"
    assert desk.bytes("f.webp") != film


def kills_leave_the_old_film(desk):
    desk.run("--animate", "f.webp", "--animate", "f.gif")
    old = desk.bytes("f.webp"), desk.bytes("f.gif")
    start = time.monotonic()
    desk.run("--animate", "new.webp", "--animate", "new.gif", "--hold", "300ms")
    whole = time.monotonic() - start
    new = desk.bytes("new.webp"), desk.bytes("new.gif")
    rng = random.Random(4)
    for _ in range(8):
        child = subprocess.Popen(desk.command("--animate", "f.webp", "--animate", "f.gif",
                                              "--hold", "300ms"), cwd=desk.folder,
                                 stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0, whole))
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert desk.bytes("f.webp") in (old[0], new[0]) and desk.bytes("f.gif") in (old[1], new[1])
    desk.run("--animate", "f.webp", "--animate", "f.gif", "--hold", "300ms")
    assert (desk.bytes("f.webp"), desk.bytes("f.gif")) == new
    left = [path.name for path in desk.folder.iterdir() if path.is_file()]
    assert sorted(left) == ["f.gif", "f.webp", "m.map.yaml", "new.gif", "new.webp", "towns.csv"], left


def video_has_frames_and_times(desk):
    if not shutil.which("ffmpeg") or not shutil.which("ffprobe"):
        print("  (there is no ffmpeg)")
        return
    desk.run("--animate", "f.mp4", "--fps", "2", "--last", "1s", "--set", "size.width=331px")
    asked = "stream=codec_name,width,height,pix_fmt,nb_frames:format=duration"
    told = json.loads(subprocess.run(["ffprobe", "-v", "error", "-show_entries", asked, "-of", "json",
                                      "f.mp4"], cwd=desk.folder, check=True, capture_output=True).stdout)
    stream = told["streams"][0]
    assert (stream["codec_name"], stream["pix_fmt"]) == ("h264", "yuv420p"), stream
    assert (stream["width"], stream["height"]) == (332, 400), stream
    assert abs(float(told["format"]["duration"]) - 2.5) < 0.05, told
    one = desk.bytes("f.mp4")
    desk.run("--animate", "f.mp4", "--fps", "2", "--last", "1s", "--set", "size.width=331px", "-j1")
    assert desk.bytes("f.mp4") == one


TESTS = [frames_are_the_maps, furniture_keeps_its_place, same_bytes_for_any_crew, a_film_a_language,
         what_cannot_be_is_told, a_film_with_a_gap_is_not_written, only_what_changed_is_made,
         kills_leave_the_old_film, video_has_frames_and_times]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cartouche", required=True)
    parser.add_argument("only", nargs="*")
    given = parser.parse_args()
    for test in TESTS:
        if given.only and test.__name__ not in given.only:
            continue
        print(test.__name__, flush=True)
        desk = Desk(given.cartouche)
        try:
            test(desk)
        finally:
            desk.close()


if __name__ == "__main__":
    main()
