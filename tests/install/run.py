# run.py - installs into a folder, moves it, and builds a consumer with pkg-config and with CMake.
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
MAP = HERE.parent / "cli/data/mini/mini.map.yaml"


def run(*words, **settings):
    """The output of a command that must succeed."""
    environment = {**os.environ, **settings}
    done = subprocess.run(words, capture_output=True, text=True, env=environment, timeout=200, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def one(folder, pattern):
    """The one file under a folder that a glob finds."""
    found = [path for path in folder.glob(pattern) if path.exists()]
    if len(found) != 1:
        sys.exit(f"{len(found)} files are installed as {pattern}, not one")
    return found[0]


def check_symbols(library):
    """The library gives its public names away, and nothing else of its own."""
    names = re.findall(r" [TDBR] (\w+)", run("nm", "-D", "--defined-only", library))
    strange = [name for name in names if name.startswith("ct_")]
    if strange:
        sys.exit(f"libcartouche exports what is its own affair: {', '.join(strange[:5])}")
    if "cartouche_map_render" not in names:
        sys.exit("libcartouche does not export cartouche_map_render")


def check_consumer(program, library, version, folder, environment):
    picture = folder / f"{program.parent.name}.png"
    said = run(program, MAP, picture, LD_LIBRARY_PATH=str(library.parent), **environment).strip()
    if said != version:
        sys.exit(f"{program} says version '{said}', the package {version}")
    if picture.read_bytes()[:4] != b"\x89PNG":
        sys.exit(f"{program} drew no PNG")


def check_module(prefix, top):
    """GDAL's module is found from where all was moved to; without it, what needs it says so."""
    module = one(prefix, "lib*/**/cartouche/cartouche-gdal.so")
    kml = top / "p.kml"
    kml.write_text('<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><Point><coordinates>1,2</coordinates>'
                   "</Point></Placemark></kml>", encoding="utf-8")
    command = [prefix / "bin/cartouche", "inspect", kml]
    if "1 point" not in run(*command):
        sys.exit("inspect says nothing of the point in a KML")
    aside = module.rename(module.with_suffix(".aside"))
    (top / "cartouche").mkdir()  # one in the working directory is not taken
    shutil.copy(aside, top / "cartouche/cartouche-gdal.so")
    shutil.copy(aside, top / "cartouche-gdal.so")
    done = subprocess.run(command, capture_output=True, text=True, cwd=top, check=False)
    if done.returncode != 5 or "needs GDAL" not in done.stderr or "hint: " not in done.stderr:
        sys.exit(f"without the module: {done.returncode}\n{done.stdout}{done.stderr}")
    run(prefix / "bin/cartouche", "render", MAP, "-o", top / "plain.png")  # which needs none
    module.write_bytes(b"no library")
    done = subprocess.run(command, capture_output=True, text=True, cwd=top, check=False)
    if done.returncode != 5 or "cannot be loaded" not in done.stderr:
        sys.exit(f"with a broken module: {done.returncode}\n{done.stdout}{done.stderr}")
    aside.rename(module)


def check_projections(prefix, top):
    """Without PROJ's module the common projections are drawn; another says what it needs."""
    module = one(prefix, "lib*/**/cartouche/cartouche-proj.so")
    command = [prefix / "bin/cartouche", "render", MAP, "-o", top / "projected.png"]
    asked = [*command, "--set", "view.project=EPSG:32637"]
    run(*asked)
    aside = module.rename(module.with_suffix(".aside"))
    run(*command)
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    if done.returncode != 3 or "needs PROJ, which cannot be loaded" not in done.stderr:
        sys.exit(f"without PROJ's module: {done.returncode}\n{done.stdout}{done.stderr}")
    aside.rename(module)


def check_pictures(prefix, top):
    """So is librsvg's, for SVG pictures."""
    module = one(prefix, "lib*/**/cartouche/cartouche-svg.so")
    folder = top / "pictures"
    shutil.copytree(MAP.parent, folder)
    (folder / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>', encoding="utf-8")
    path = folder / MAP.name
    path.write_text(path.read_text(encoding="utf-8") + "\nannotations: [{ kind: picture, at: left, file: a.svg }]\n",
                    encoding="utf-8")
    command = [prefix / "bin/cartouche", "render", path, "-o", folder / "out.png"]
    run(*command)
    module.rename(module.with_suffix(".aside"))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    module.with_suffix(".aside").rename(module)
    if done.returncode != 5 or "needs librsvg" not in done.stderr or "hint: " not in done.stderr:
        sys.exit(f"without the module for SVG: {done.returncode}\n{done.stdout}{done.stderr}")


def main():
    parser = argparse.ArgumentParser(description="Installs, and builds a consumer.")
    parser.add_argument("--build", required=True, help="the build folder")
    parser.add_argument("--cc", default="cc")
    parser.add_argument("--flags", default="", help="sanitizers, which the consumer must share")
    parser.add_argument("--cmake", default="cmake")
    parser.add_argument("--generator", default="Ninja", help="of CMake, for the consumer")
    options = parser.parse_args()
    flags = options.flags.split()
    with tempfile.TemporaryDirectory(prefix="cartouche-install-") as name:
        top = pathlib.Path(name)
        run(options.cmake, "--install", options.build, "--prefix", top / "first")
        prefix = top / "moved here"  # what is installed must not know its folder
        shutil.move(top / "first", prefix)
        one(prefix, "include/cartouche.h")
        library = one(prefix, "lib*/**/libcartouche.so")
        package = one(prefix, "lib*/**/cartouche.pc")
        check_symbols(library)
        version = run("pkg-config", "--modversion", "cartouche", PKG_CONFIG_PATH=str(package.parent)).strip()
        said = run(prefix / "bin/cartouche", "--version")
        if version not in said:
            sys.exit(f"the command says '{said.strip()}', the package {version}")

        check_module(prefix, top)
        check_projections(prefix, top)
        check_pictures(prefix, top)
        words = run("pkg-config", "--cflags", "--libs", "cartouche", PKG_CONFIG_PATH=str(package.parent))
        (top / "pc").mkdir()
        # A space in the prefix is escaped by pkg-config; a shell reads it as a Makefile would.
        run("sh", "-c", f'"$0" "$@" {words}', options.cc, *flags, "-std=c17", "-Wall", "-Werror",
            HERE / "consumer.c", "-o", top / "pc/consumer")
        check_consumer(top / "pc/consumer", library, version, top, {})

        run(options.cmake, "-S", HERE, "-B", top / "cmake", "-G", options.generator, f"-DCMAKE_C_COMPILER={options.cc}",
            f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_C_FLAGS={options.flags}")
        run(options.cmake, "--build", top / "cmake")
        check_consumer(top / "cmake/consumer", library, version, top, {})
    print(f"cartouche {version}: installed, moved, found by pkg-config and by CMake")
    return 0


if __name__ == "__main__":
    sys.exit(main())
