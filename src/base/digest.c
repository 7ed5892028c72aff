/* digest.c - a digest of bytes and of files, to see whether they are what they were (XXH3, 128
 * bits: no proof against forgery). */
#include "base.h"

#include <stdio.h>
#include <sys/stat.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

ct_digest ct_digest_of(const void *data, size_t size) {
    XXH128_canonical_t canonical;
    ct_digest digest = { "" };
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(data ? data : "", size));
    for (size_t i = 0; i < sizeof canonical.digest; i++)
        snprintf(digest.hex + 2 * i, 3, "%02x", (unsigned)canonical.digest[i]);
    return digest;
}

bool ct_digest_file(const char *path, ct_digest *digest) {
    ct_report *report = ct_report_new(NULL, NULL);
    const uint8_t *data;
    size_t size;
    bool good = ct_file_map(path, CT_NOWHERE, &data, &size, report);
    if (good) {
        *digest = ct_digest_of(data, size);
        ct_file_unmap(data, size);
    }
    ct_report_free(report);
    return good;
}

uint64_t ct_file_stamp(const char *path) {
    struct stat about;
    if (stat(path, &about) != 0) return 0;
    const uint64_t words[] = { (uint64_t)about.st_size, (uint64_t)about.st_mtim.tv_sec,
                               (uint64_t)about.st_mtim.tv_nsec, (uint64_t)about.st_ino,
                               (uint64_t)about.st_dev };
    uint64_t stamp = 14695981039346656037u; /* FNV-1a, by words */
    for (size_t i = 0; i < CT_COUNT(words); i++)
        stamp = (stamp ^ words[i]) * 1099511628211u;
    return stamp;
}
