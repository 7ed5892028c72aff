/* test_ogr_fetch.c - bytes over HTTP from a server of this test's own: there, not there, no answer.
 */
#include "sample.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../src/source/source.h"

/* Answers one request with `answer` and ends; the port it listens on is returned. */
static int serve(const char *answer, pid_t *child) {
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof at;
    int door = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(door, (struct sockaddr *)&at, size), 0);
    assert_int_equal(listen(door, 1), 0);
    assert_int_equal(getsockname(door, (struct sockaddr *)&at, &size), 0);
    *child = fork();
    assert_true(*child >= 0);
    if (*child == 0) {
        char asked[2000];
        alarm(20);
        int line = accept(door, NULL, NULL);
        (void)!read(line, asked, sizeof asked);
        (void)!write(line, answer, strlen(answer));
        _exit(0);
    }
    close(door);
    return ntohs(at.sin_port);
}

static ct_fetch_outcome ask(bench *b, const char *answer, ct_buffer *out, char why[CT_WHY]) {
    pid_t child;
    int port = serve(answer, &child);
    ct_fetch_outcome outcome =
        ct_ogr_fetch(ct_printf(b->arena, "/vsicurl/http://127.0.0.1:%d/a", port), out, why);
    assert_int_equal(waitpid(child, NULL, 0), child);
    return outcome;
}

static void answers_are_told_apart(void **state) {
    bench *b = *state;
    char why[CT_WHY];
    ct_buffer out = { 0 };
    setenv("no_proxy", "*", 1);
    setenv("GDAL_HTTP_MAX_RETRY", "0", 1);
    assert_int_equal(ask(b, "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\na\nb", &out, why),
                     CT_FETCHED);
    assert_int_equal(out.size, 3);
    assert_memory_equal(out.data, "a\nb", 3);
    assert_int_equal(ask(b, "HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n", &out, why),
                     CT_FETCH_MISSING);
    assert_int_equal(ask(b, "HTTP/1.0 403 Forbidden\r\nContent-Length: 0\r\n\r\n", &out, why),
                     CT_FETCH_FAILED);
    assert_non_null(strstr(why, "403"));
    assert_int_equal(ask(b, "HTTP/1.0 200 OK\r\nContent-Length: 30\r\n\r\ncut", &out, why),
                     CT_FETCH_FAILED);
    assert_int_equal(ct_ogr_fetch("http://127.0.0.1:1/a", &out, why), CT_FETCH_FAILED);
    assert_true(why[0] != '\0');
    assert_int_equal(out.size, 3);
    ct_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = { BENCH_TEST(answers_are_told_apart) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
