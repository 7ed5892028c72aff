#!/usr/bin/env python3
# run.py - sources on the network: refused unless the map allows them; as files here where it does.
"""run.py --cartouche CARTOUCHE

A server on 127.0.0.1 stands for the network, and for an object store that signed URLs lead to.
"""
import argparse
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile

from lures import lures

ROOT = pathlib.Path(__file__).resolve().parents[2]
STYLE = ROOT / "styles" / "newsroom.style.yaml"
SQUARE = '{"type":"Polygon","coordinates":[[[36.5,48],[%g,48],[%g,50],[36.5,50],[36.5,48]]]}'
MAP = """map: 1
id: m
style: {style}
{allow}
date: 2026-01-03
text: {{ title: T, source: S 2026, alt: A }}
view: {{ bbox: [36, 47, 41, 51] }}
size: {{ width: 160px }}
data: {{ area: {{ {area} }} }}
layers: [ {{ id: area, data: area, class: occupied }} ]
outputs: [ "out/{{id}}-{{date}}.png" ]
"""


class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path.partition("?")[0] in self.server.broken:
            self.send_error(503)
        else:
            super().do_GET()

    def log_message(self, *words):
        pass


class Desk:
    def __init__(self, cartouche):
        self.cartouche = cartouche
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cartouche-network-"))
        self.shop = self.folder / "shop"
        (self.shop / "area").mkdir(parents=True)
        handler = lambda *words: Handler(*words, directory=str(self.shop))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.asked, self.server.broken = [], set()
        self.host = "127.0.0.1:%d" % self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.area("2026-01-01", 38)

    def area(self, date, east):
        (self.shop / "area" / f"{date}.geojson").write_text(SQUARE % (east, east))

    def spec(self, area, allow="allow: [network]"):
        text = MAP.format(style=STYLE, allow=allow, area=area.replace("HOST", self.host))
        (self.folder / "m.map.yaml").write_text(text.replace("\n\n", "\n"), encoding="utf-8")

    def run(self, *words, status=0, **env):
        """Its findings; what it asked for stands in self.asked."""
        self.server.asked.clear()
        room = self.folder / "tmp"
        room.mkdir(exist_ok=True)
        env = {**os.environ, "no_proxy": "*", "NO_PROXY": "*", "GDAL_HTTP_MAX_RETRY": "0",
               "TMPDIR": str(room), **env}
        done = subprocess.run([self.cartouche, *words], cwd=self.folder, capture_output=True,
                              text=True, env=env)
        self.asked = list(self.server.asked)
        if done.returncode != status:
            raise AssertionError(f"{words}: {done.returncode}, not {status}\n{done.stderr}")
        assert not any(room.iterdir()), "copies are left over"
        return done.stderr.strip().splitlines()

    def draw(self, area, *words, **more):
        self.spec(area)
        told = self.run("render", "m.map.yaml", "--date", "2026-01-03", "-o", "a.png", *words, **more)
        assert not told, told
        return (self.folder / "a.png").read_bytes()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        shutil.rmtree(self.folder)


def off_unless_the_map_says_so(desk):
    for name in ("http://HOST/area/2026-01-01.geojson", "HTTPS://HOST/x.geojson", "s3://b/x.shp",
                 "/vsicurl/http://HOST/area/2026-01-01.geojson", "/vsis3/b/x.gpkg",
                 "/vsizip//vsicurl/http://HOST/x.zip", "/vsizip/{{/vsis3/b/x.zip}}/a.shp",
                 "/vsisubfile/0_9,/vsicurl/http://HOST/x", "gopher://HOST/x", "/vsigzip//vsigs/b/x.gz"):
        for words in (["render", "m.map.yaml", "-o", "a.png"], ["check", "m.map.yaml"]):
            desk.spec(f'file: "{name}"', allow="")
            told = desk.run(*words, "--date", "2026-01-03", status=3) if words[0] == "render" else \
                desk.run(*words, status=3)
            assert any("on the network, which the map does not allow" in line for line in told), told
            assert any("allow: [network]" in line for line in told), told
            assert told[0].startswith("m.map.yaml:"), told
            assert not desk.asked, desk.asked
    told = desk.run("inspect", f"http://{desk.host}/area/2026-01-01.geojson", status=3)
    assert "on the network" in told[0] and not desk.asked, told


def no_file_leads_there(desk):
    """What a file on this machine names is not fetched, even where the map allows the network."""
    (desk.folder / "a.vrt").write_text(
        '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/vsicurl/http://HOST/area/2026-01-01.geojson'
        "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>".replace("HOST", desk.host))
    (desk.folder / "a.kml").write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link><href>http://HOST/area/'
        "2026-01-01.geojson</href></Link></NetworkLink></Document></kml>".replace("HOST", desk.host))
    for name in ("a.vrt", "a.kml"):
        desk.spec(f'file: "{name}"', allow="allow: [network, vrt]")
        desk.run("render", "m.map.yaml", "--date", "2026-01-03", "-o", "a.png", status=4)
        assert not desk.asked, desk.asked


def no_connection_whatever_is_read(desk):
    """No process of it asks the system for a connection, for a look-up of a name, or sends a packet: strace tells."""
    if not shutil.which("strace"):
        print("skipped: strace is not there")
        return
    log = desk.folder / "calls.txt"
    trace = ["strace", "-f", "-qq", "-o", log, "-e", "trace=connect,sendto,sendmsg,sendmmsg,bind"]
    # LeakSanitizer cannot look while another traces
    env = {**os.environ, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}
    desk.server.asked.clear()
    call = f"import socket; socket.create_connection(('127.0.0.1', {desk.server.server_port}))"
    probe = subprocess.run([*trace, sys.executable, "-c", call], check=False, capture_output=True)
    if probe.returncode or "AF_INET" not in log.read_text():
        print("skipped: strace may not look here")
        return
    for name in lures(desk.folder, desk.host):
        desk.spec("file: " + json.dumps(name), allow="allow: [vrt]" if name.endswith(".vrt") else "")
        for words in (["inspect", name], ["render", "m.map.yaml", "--date", "2026-01-03", "-o", "a.png"]):
            done = subprocess.run([*trace, desk.cartouche, *words], cwd=desk.folder, env=env, capture_output=True, text=True,
                                  timeout=60, check=False)
            assert done.returncode in (0, 2, 3, 4, 5), f"{words}: {done.returncode}\n{done.stderr}"
            calls = [line for line in log.read_text().splitlines() if "AF_INET" in line or "connect(" in line]
            assert not calls and not desk.server.asked, f"{name}: {calls}"


def the_same_as_files_here(desk):
    shop = desk.shop
    shutil.copy(shop / "area" / "2026-01-01.geojson", desk.folder / "here.geojson")
    here = desk.draw("file: here.geojson")
    name = "area/2026-01-01.geojson"
    assert desk.draw(f'file: "http://HOST/{name}"') == here
    assert desk.asked == [f"/{name}"], "fetched once"
    assert desk.draw(f'file: "/vsicurl/http://HOST/{name}"') == here
    assert desk.draw(f'file: "http://HOST/{name}?token=a/b.c"') == here
    store = {"AWS_S3_ENDPOINT": desk.host, "AWS_HTTPS": "NO", "AWS_VIRTUAL_HOSTING": "FALSE",
             "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    for bucket in ("s3://", "/vsis3/"):
        assert desk.draw(f'file: "{bucket}{name}"', **store) == here
        assert "X-Amz-Signature" in desk.asked[0], desk.asked
    assert desk.draw(f'file: "s3://{name}"', AWS_NO_SIGN_REQUEST="YES", **store) == here
    assert desk.asked == [f"/{name}"], desk.asked
    with zipfile.ZipFile(shop / "a.zip", "w") as archive:
        archive.write(shop / name, "inside.geojson")
    assert desk.draw('file: "http://HOST/a.zip"') == here
    for ending in ("shp", "shx", "dbf", "prj"):
        shutil.copy(ROOT / f"data/donbas/oblasts.{ending}", shop)
        shutil.copy(ROOT / f"data/donbas/oblasts.{ending}", desk.folder)
    where = "where: \"iso = 'UA-14'\""
    assert desk.draw(f'file: "http://HOST/oblasts.shp", {where}') == desk.draw(f"file: oblasts.shp, {where}")


def what_is_wrong_is_told_by_its_name(desk):
    (desk.shop / "cut.geojson").write_text('{"type":"Point","coordinates":[37,')
    for name, status, text in (
            ("http://HOST/cut.geojson", 4, "http://HOST/cut.geojson:1:"),
            ("http://HOST/none.geojson", 4, "there is no file 'http://HOST/none.geojson'"),
            ("http://127.0.0.1:1/a.geojson", 5, "cannot fetch 'http://127.0.0.1:1/a.geojson'"),
            ("/vsizip//vsicurl/http://HOST/x.zip", 3, "chain of file systems"),
            ("gopher://HOST/a", 3, "a scheme that is not known"),
            ("http://HOST/area/*.geojson", 3, "'*' stands for a name in a folder")):
        desk.spec(f'file: "{name}"')
        told = desk.run("render", "m.map.yaml", "--date", "2026-01-03", "-o", "a.png", status=status)
        assert text.replace("HOST", desk.host) in told[0], told


def dates_are_asked_for_in_turn(desk):
    file = 'file: "http://HOST/area/{date}.geojson"'
    desk.spec(file)
    render = ("render", "m.map.yaml", "-o", "a.png", "--date")
    desk.run(*render, "2026-01-01")
    assert "there is no file" in desk.run(*render, "2026-01-03", status=4)[0]
    desk.spec(file + ", missing: previous")
    assert "max_age" in desk.run(*render, "2026-01-03", status=3)[0]
    desk.spec(file + ", missing: previous, max_age: 5d")
    desk.run(*render, "2026-01-03", "--report", "a.json")
    assert desk.asked == [f"/area/2026-01-0{day}.geojson" for day in (3, 2, 1)], desk.asked
    assert "there is no file" in desk.run(*render, "2026-01-30", status=4)[0]
    desk.spec(file + ", missing: skip")
    desk.run(*render, "2026-01-03")
    desk.server.broken.add("/area/2026-01-03.geojson")  # no answer is not the answer "there is none"
    assert "cannot fetch" in desk.run(*render, "2026-01-03", status=5)[0]
    told = desk.run("batch", "m.map.yaml", "--dates", "all", status=3)
    assert "cannot be listed" in told[0] and "--dates" in told[1], told


def unchanged_is_looked_at(desk):
    desk.spec('file: "http://HOST/area/{date}.geojson", missing: previous, max_age: 9d')
    words = ("batch", "m.map.yaml", "--dates", "2026-01-01..2026-01-03", "--skip-unchanged", "-j1")
    last = lambda **more: desk.run(*words, **more)[-1]
    assert last() == "3 maps: 3 drawn, 0 unchanged, 0 failed"
    assert last() == "3 maps: 0 drawn, 3 unchanged, 0 failed"
    assert desk.asked.count("/area/2026-01-01.geojson") == 1, desk.asked
    desk.area("2026-01-01", 39)
    assert last() == "3 maps: 3 drawn, 0 unchanged, 0 failed"
    desk.area("2026-01-02", 40)  # what was not there counts too
    assert last() == "3 maps: 2 drawn, 1 unchanged, 0 failed"
    desk.server.broken.add("/area/2026-01-02.geojson")
    assert "3 maps: 0 drawn, 1 unchanged, 1 failed" in last(status=5)
    desk.run("render", "m.map.yaml", "--date", "2026-01-01", "-o", "a.png", "--deps", "a.d")
    assert "http" not in (desk.folder / "a.d").read_text(), "Make cannot look at the network"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cartouche", required=True, type=os.path.abspath)
    options = parser.parse_args()
    tests = [off_unless_the_map_says_so, no_file_leads_there, no_connection_whatever_is_read, the_same_as_files_here,
             what_is_wrong_is_told_by_its_name, dates_are_asked_for_in_turn, unchanged_is_looked_at]
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
