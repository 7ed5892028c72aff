#!/bin/sh
# runtime.sh - the Debian packages of the libraries that an installed cartouche is linked with.
# Usage: runtime.sh PREFIX
set -eu
prefix=$1
find "$prefix" \( -name 'cartouche' -o -name 'cartouche-*.so' -o -name 'libcartouche.so*' \) -type f \
    -exec ldd {} + | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' | grep -v "^$prefix/" | sort -u |
    while IFS= read -r path; do
        # The package may know the file by another name of the same folder: /lib is /usr/lib.
        printf '%s\n' "$path" "/usr$path" "${path#/usr}" "$(readlink -f "$path")"
    done | sort -u | xargs dpkg -S 2>/dev/null | cut -d: -f1 | sort -u
