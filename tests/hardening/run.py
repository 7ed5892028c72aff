# run.py - what the release flags make: headers of the files as readelf tells them, and writes past the end that end a program.
"""run.py --cmake CMAKE --cc CC [--release BUILD]

A small project of its own is built with cmake/hardening.cmake, so that every build checks the flags; with --release also
the command, the library and the modules of that build.
"""
import argparse
import pathlib
import platform
import re
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
MODULES = ["gdal", "proj", "svg", "film"]


def run(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=100, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def faults_of(path, program):
    """What is amiss in the headers of an ELF file."""
    head, parts, dynamic = (run("readelf", "-W", flag, path) for flag in ("-h", "-l", "-d"))
    stack = re.search(r"GNU_STACK .* (R[W ][E ])\s", parts)
    checks = {
        "its address is fixed": "DYN (" in head,
        "it has no interpreter": not program or "INTERP" in parts,
        "the linker does not call it position-independent": not program or re.search(r"FLAGS_1.*\bPIE\b", dynamic),
        "its tables are not read-only (RELRO)": "GNU_RELRO" in parts,
        "it binds late (no BIND_NOW)": re.search(r"BIND_NOW|FLAGS_1.*\bNOW\b", dynamic),
        "its stack is executable": stack and "E" not in stack[1],
        "a segment is writable and executable": not re.search(r"LOAD .*RWE", parts),
        "its code is relocated (TEXTREL)": "TEXTREL" not in dynamic,
    }
    return [f"{path.name}: {what}" for what, good in checks.items() if not good]


def calls_of(path):
    return re.findall(r"UND (\w+)", run("readelf", "-W", "--dyn-syms", path))


def landings_of(path):
    """How many places an indirect branch may go to (endbr64)."""
    return run("objdump", "-d", "--no-show-raw-insn", path).count("endbr64")


def end_of(program, *words):
    return subprocess.run([program, *words], capture_output=True, timeout=20, check=False).returncode


def check_small(cmake, compiler):
    """The flags alone: their headers, and what a write past the end comes to."""
    with tempfile.TemporaryDirectory(prefix="cartouche-hard-") as name:
        build = pathlib.Path(name)
        run(cmake, "-S", HERE, "-B", build, f"-DCMAKE_C_COMPILER={compiler}", "-DCMAKE_BUILD_TYPE=Release")
        run(cmake, "--build", build)
        program = build / "past"
        faults = faults_of(program, True)
        for library in ("libpast_shared.so", "libpast_module.so"):
            faults += faults_of(build / library, False)
        if end_of(program, "heap", "8", "seven77") or end_of(program, "stack", "0", "fifteen letters"):
            faults.append("past: what has room is not written")
        if end_of(program, "heap", "8", "eight888") != -signal.SIGABRT:
            faults.append("past: a byte past the end of the heap's block is not seen (_FORTIFY_SOURCE=3)")
        if end_of(program, "stack", "0", "x" * 64) != -signal.SIGABRT:
            faults.append("past: bytes past the end of the stack's block are not seen (-fstack-protector-strong)")
        if platform.machine() == "x86_64" and not landings_of(program):
            faults.append("past: no endbr64 (-fcf-protection)")
    return faults


def check_release(build):
    faults = faults_of(build / "cartouche", True)
    library = (build / "libcartouche.so").resolve()
    modules = [build / f"cartouche-{name}.so" for name in MODULES]
    for path in (library, *modules):
        faults += faults_of(path, False)
        calls = calls_of(path)
        if "__stack_chk_fail" not in calls:
            faults.append(f"{path.name}: no function minds its stack")
    if not {"__memcpy_chk", "__snprintf_chk"} & set(calls_of(library)):
        faults.append(f"{library.name}: no call is fortified")
    if platform.machine() == "x86_64" and landings_of(library) < 500:
        faults.append(f"{library.name}: functions begin without endbr64")
    return faults


def main():
    parser = argparse.ArgumentParser(description="Reads the headers of what a release build makes.")
    parser.add_argument("--cmake", required=True)
    parser.add_argument("--cc", required=True)
    parser.add_argument("--release", type=pathlib.Path)
    options = parser.parse_args()
    faults = check_small(options.cmake, options.cc)
    if options.release:
        faults += check_release(options.release)
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
