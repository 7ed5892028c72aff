/* test_digest.c - digests of bytes and files. */
#include "../../src/base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void equal_bytes_have_equal_digests(void **state) {
    (void)state;
    assert_string_equal(ct_digest_of("", 0).hex, "99aa06d3014798d86001c324468d497f"); /* XXH3 */
    assert_string_equal(ct_digest_of(NULL, 0).hex, ct_digest_of("", 0).hex);
    assert_string_equal(ct_digest_of("abc", 3).hex, ct_digest_of("abcd", 3).hex);
    assert_string_not_equal(ct_digest_of("abc", 3).hex, ct_digest_of("abd", 3).hex);
}

static void a_file_has_the_digest_of_its_bytes(void **state) {
    (void)state;
    char path[] = "/tmp/cartouche-digest-XXXXXX";
    ct_digest digest;
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, "abc", 3) == 3 && close(fd) == 0);
    assert_true(ct_digest_file(path, &digest));
    assert_string_equal(digest.hex, ct_digest_of("abc", 3).hex);
    assert_int_equal(unlink(path), 0);
    assert_false(ct_digest_file(path, &digest));
}

static void a_stamp_tells_what_a_file_is(void **state) {
    (void)state;
    char path[] = "/tmp/cartouche-stamp-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    uint64_t was = ct_file_stamp(path);
    assert_true(was != 0 && was == ct_file_stamp(path));
    assert_true(write(fd, "abc", 3) == 3 && ct_file_stamp(path) != was);
    was = ct_file_stamp(path);
    assert_int_equal(futimens(fd, (struct timespec[2]){ { 9, 0 }, { 9, 5 } }), 0);
    assert_true(ct_file_stamp(path) != was);
    assert_true(close(fd) == 0 && unlink(path) == 0);
    assert_true(ct_file_stamp(path) == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_bytes_have_equal_digests),
        cmocka_unit_test(a_file_has_the_digest_of_its_bytes),
        cmocka_unit_test(a_stamp_tells_what_a_file_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
