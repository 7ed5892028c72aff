/* test_file.c - whole files in, whole files out or none, and paths. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../src/base/base.h"

#include <cmocka.h>

/* Each test has a folder of its own, and stands in it. */
typedef struct room {
    char folder[64];
    int back;
    ct_arena *arena;
    ct_report *report;
} room;

static int move_in(void **state) {
    room *r = calloc(1, sizeof *r);
    strcpy(r->folder, "/tmp/cartouche-test-XXXXXX");
    r->back = open(".", O_RDONLY | O_DIRECTORY);
    if (r->back < 0 || !mkdtemp(r->folder) || chdir(r->folder) != 0) return -1;
    r->arena = ct_arena_new();
    r->report = ct_report_new(NULL, NULL);
    umask(022);
    *state = r;
    return 0;
}

static int move_out(void **state) {
    room *r = *state;
    ct_report_free(r->report);
    ct_arena_free(r->arena);
    int status = fchdir(r->back);
    close(r->back);
    char command[160];
    snprintf(command, sizeof command, "chmod -R u+rwx %s; rm -rf %s", r->folder, r->folder);
    status |= system(command);
    free(r);
    return status;
}

static void put(const char *path, const char *text, mode_t mode) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
}

static void holds(room *r, const char *path, const char *text) {
    char *data = NULL;
    size_t size = 0;
    assert_true(ct_file_read(r->arena, path, CT_NOWHERE, &data, &size, r->report));
    assert_string_equal(data, text);
    assert_int_equal(size, strlen(text));
}

/* How many names the folder has, hidden ones too: nothing may be left lying about. */
static int names_in(const char *folder) {
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    int count = 0;
    for (struct dirent *entry; (entry = readdir(dir));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(dir);
    return count;
}

static mode_t mode_of(const char *path) {
    struct stat about;
    assert_int_equal(lstat(path, &about), 0);
    return about.st_mode & 07777;
}

static bool add(room *r, ct_output *output, const char *path, const char *text) {
    return ct_output_add(output, path, text, strlen(text), r->report);
}

/* The newest finding tells of writing or reading, and has this in it. */
static void told(room *r, const char *piece) {
    size_t count = ct_report_count(r->report);
    assert_true(count > 0);
    const cartouche_finding *f = ct_report_at(r->report, count - 1);
    assert_int_equal(f->status, CARTOUCHE_BAD_IO);
    if (!strstr(f->text, piece)) fail_msg("'%s' does not tell '%s'", f->text, piece);
}

/* ---- reading ------------------------------------------------------------------------------- */

static void files_are_read_whole(void **state) {
    room *r = *state;
    char *data;
    size_t size;
    put("empty", "", 0644);
    put("text", "Донецьк\r\n", 0644);
    holds(r, "empty", "");
    holds(r, "text", "Донецьк\r\n");
    FILE *file = fopen("big", "wb");
    for (int i = 0; i < 300000; i++)
        fputc(i % 256, file);
    fclose(file);
    assert_true(ct_file_read(r->arena, "big", CT_NOWHERE, &data, &size, r->report));
    assert_int_equal(size, 300000);
    for (int i = 0; i < 300000; i++)
        assert_int_equal((unsigned char)data[i], i % 256);
    assert_int_equal(data[size], 0);
    assert_int_equal(ct_report_count(r->report), 0);
}

static void what_is_no_file_is_refused(void **state) {
    room *r = *state;
    assert_int_equal(mkfifo("fifo", 0644), 0);
    assert_int_equal(mkdir("folder", 0755), 0);
    assert_int_equal(symlink("nowhere", "dangling"), 0);
    assert_int_equal(symlink("loop", "loop"), 0);
    static const struct {
        const char *path, *why;
    } cases[] = {
        { "fifo", "not a regular file" },       { "folder", "not a regular file" },
        { "/dev/null", "not a regular file" },  { "/dev/zero", "not a regular file" },
        { "absent", "No such file" },           { "", "No such file" },
        { "dangling", "No such file" },         { "loop", "symbolic links" },
        { "absent/deep/down", "No such file" },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        char *data;
        const uint8_t *bytes;
        size_t size;
        assert_false(ct_file_read(r->arena, cases[i].path, (ct_place){ "a.yaml", 2, 3 }, &data,
                                  &size, r->report));
        told(r, cases[i].why);
        assert_int_equal(ct_report_at(r->report, 0)->line, 2);
        assert_false(ct_file_map(cases[i].path, CT_NOWHERE, &bytes, &size, r->report));
        told(r, cases[i].why);
        assert_false(ct_file_exists(cases[i].path));
    }
    put("file", "x", 0644);
    assert_int_equal(symlink("file", "link"), 0);
    assert_true(ct_file_exists("file"));
    assert_true(ct_file_exists("link"));
    assert_false(ct_file_exists(NULL));
    holds(r, "link", "x");
}

static void files_are_mapped(void **state) {
    room *r = *state;
    const uint8_t *bytes = (const uint8_t *)"";
    size_t size = 7;
    put("empty", "", 0644);
    put("text", "abc", 0644);
    assert_true(ct_file_map("empty", CT_NOWHERE, &bytes, &size, r->report));
    assert_null(bytes);
    assert_int_equal(size, 0);
    ct_file_unmap(bytes, size);
    assert_true(ct_file_map("text", CT_NOWHERE, &bytes, &size, r->report));
    assert_int_equal(size, 3);
    assert_memory_equal(bytes, "abc", 3);
    unlink("text"); /* the map outlives the name */
    assert_int_equal(bytes[2], 'c');
    ct_file_unmap(bytes, size);
}

/* ---- writing ------------------------------------------------------------------------------- */

static void outputs_appear_at_commit(void **state) {
    room *r = *state;
    put("old.png", "old", 0644);
    ct_output *output = ct_output_new(r->arena);
    assert_true(add(r, output, "old.png", "new"));
    assert_true(add(r, output, "fresh.svg", "<svg/>"));
    assert_true(add(r, output, "empty", ""));
    holds(r, "old.png", "old");
    assert_false(ct_file_exists("fresh.svg"));
    assert_true(ct_output_commit(output, r->report));
    holds(r, "old.png", "new");
    holds(r, "fresh.svg", "<svg/>");
    holds(r, "empty", "");
    assert_int_equal(names_in("."), 3);
    assert_true(add(r, output, "old.png", "again")); /* a set can be used again */
    assert_true(ct_output_commit(output, r->report));
    holds(r, "old.png", "again");
    assert_true(ct_output_commit(output, r->report)); /* nothing to do */
    assert_int_equal(names_in("."), 3);
}

static void abandoned_outputs_leave_the_old(void **state) {
    room *r = *state;
    put("a", "old", 0644);
    ct_output *output = ct_output_new(r->arena);
    assert_true(add(r, output, "a", "new"));
    assert_true(add(r, output, "b", "new"));
    assert_int_equal(names_in("."), 3);
    ct_output_abandon(output);
    ct_output_abandon(output);
    holds(r, "a", "old");
    assert_int_equal(names_in("."), 1);
}

static void many_outputs_in_one_folder(void **state) {
    room *r = *state;
    ct_output *output = ct_output_new(r->arena);
    for (int i = 0; i < 300; i++)
        assert_true(add(r, output, ct_printf(r->arena, "%d.png", i), "x"));
    assert_true(ct_output_commit(output, r->report));
    assert_int_equal(names_in("."), 300);
}

static void missing_folders_are_made(void **state) {
    room *r = *state;
    ct_output *output = ct_output_new(r->arena);
    assert_true(add(r, output, "out/2026/01/a.png", "x"));
    assert_true(add(r, output, "out//2026/b.png", "y"));
    assert_true(add(r, output, ct_printf(r->arena, "%s/abs/c.png", r->folder), "z"));
    assert_true(ct_output_commit(output, r->report));
    holds(r, "out/2026/01/a.png", "x");
    holds(r, "out/2026/b.png", "y");
    holds(r, "abs/c.png", "z");
    put("file", "f", 0644);
    assert_false(add(r, output, "file/below.png", "x"));
    told(r, "Not a directory");
    holds(r, "file", "f");
    ct_output_abandon(output);
}

static void permissions_are_kept(void **state) {
    room *r = *state;
    put("private", "old", 0600);
    put("shared", "old", 0664);
    ct_output *output = ct_output_new(r->arena);
    assert_true(add(r, output, "private", "new"));
    assert_true(add(r, output, "shared", "new"));
    umask(027);
    assert_true(add(r, output, "fresh", "new"));
    umask(022);
    assert_true(add(r, output, "usual", "new"));
    assert_true(ct_output_commit(output, r->report));
    assert_int_equal(mode_of("private"), 0600);
    assert_int_equal(mode_of("shared"), 0664);
    assert_int_equal(mode_of("fresh"), 0640);
    assert_int_equal(mode_of("usual"), 0644);
    holds(r, "private", "new");
}

static void links_are_replaced_not_followed(void **state) {
    room *r = *state;
    put("target", "precious", 0600);
    assert_int_equal(symlink("target", "link"), 0);
    assert_int_equal(symlink("nowhere", "dangling"), 0);
    ct_output *output = ct_output_new(r->arena);
    assert_true(add(r, output, "link", "new"));
    assert_true(add(r, output, "dangling", "new"));
    assert_true(ct_output_commit(output, r->report));
    holds(r, "target", "precious");
    holds(r, "link", "new");
    assert_int_equal(mode_of("link"), 0644);
    holds(r, "dangling", "new");
    assert_false(ct_file_exists("nowhere"));
    assert_int_equal(link("target", "second"), 0); /* of a hard link one name is replaced */
    assert_true(add(r, output, "second", "new"));
    assert_true(ct_output_commit(output, r->report));
    holds(r, "target", "precious");
}

static void goals_that_are_no_files_are_refused(void **state) {
    room *r = *state;
    assert_int_equal(mkfifo("fifo", 0644), 0);
    assert_int_equal(mkdir("folder", 0755), 0);
    assert_int_equal(symlink("folder", "to_folder"), 0);
    assert_int_equal(symlink("/dev/null", "to_device"), 0);
    static const struct {
        const char *path, *why;
    } cases[] = {
        { "folder", "it is a folder" },
        { "folder/", "it names a folder" },
        { "fresh/", "it names a folder" },
        { "to_folder", "it is a folder" },
        { ".", "it is a folder" },
        { "..", "it is a folder" },
        { "/", "it names a folder" },
        { "", "the name is empty" },
        { "fifo", "it is not a regular file" },
        { "to_device", "it is not a regular file" },
        { "/dev/null", "it is not a regular file" },
        { "/dev/full", "it is not a regular file" },
    };
    ct_output *output = ct_output_new(r->arena);
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        assert_false(add(r, output, cases[i].path, "x"));
        told(r, cases[i].why);
    }
    assert_false(ct_file_exists("fresh"));
    assert_int_equal(names_in("."), 4);
    struct stat before, after; /* "/dev/stdout" is a link, whatever it leads to: it must survive */
    if (lstat("/dev/stdout", &before) == 0) {
        assert_false(add(r, output, "/dev/stdout", "x"));
        told(r, "not a regular file");
        assert_int_equal(lstat("/dev/stdout", &after), 0);
        assert_int_equal(before.st_ino, after.st_ino);
    }
    char *longest = malloc(5000);
    memset(longest, 'n', 4999);
    longest[4999] = '\0';
    assert_false(add(r, output, longest, "x"));
    told(r, "File name too long");
    free(longest);
    assert_true(ct_output_commit(output, r->report)); /* nothing was taken up */
}

static void two_outputs_of_one_name_are_a_fault(void **state) {
    room *r = *state;
    ct_output *output = ct_output_new(r->arena);
    assert_true(add(r, output, "a.png", "en"));
    assert_false(add(r, output, "a.png", "uk"));
    const cartouche_finding *f = ct_report_at(r->report, 0);
    assert_string_equal(f->text, "two outputs go to 'a.png'");
    assert_int_equal(f->status, CARTOUCHE_BAD_SPEC);
    assert_non_null(f->hint);
    ct_output_abandon(output);
    assert_int_equal(names_in("."), 0);
}

static void if_one_fails_none_appears(void **state) {
    room *r = *state;
    put("a", "old", 0640);
    assert_int_equal(symlink("a", "link"), 0);
    ct_output *output = ct_output_new(r->arena);
    assert_true(add(r, output, "a", "new"));
    assert_true(add(r, output, "b", "new"));
    assert_true(add(r, output, "link", "new"));
    assert_true(add(r, output, "c", "new"));
    assert_true(add(r, output, "d", "new"));
    assert_int_equal(mkdir("c", 0755), 0); /* in the meantime */
    assert_false(ct_output_commit(output, r->report));
    told(r, "cannot write 'c': Is a directory");
    assert_int_equal(ct_report_count(r->report), 1);
    holds(r, "a", "old");
    assert_int_equal(mode_of("a"), 0640);
    char target[10] = { 0 };
    assert_int_equal(readlink("link", target, sizeof target - 1), 1);
    assert_string_equal(target, "a");
    assert_false(ct_file_exists("b"));
    assert_false(ct_file_exists("d"));
    assert_int_equal(names_in("."), 3);
}

/* In a child, as nobody, if the tests are run by root: the status `work` returns. */
static int as_nobody(room *r, int (*work)(room *)) {
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (geteuid() == 0 && (setegid(65534) != 0 || seteuid(65534) != 0)) _exit(99);
        _exit(work(r));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int write_where_nothing_may_be_written(room *r) {
    ct_output *output = ct_output_new(r->arena);
    if (add(r, output, "closed/a", "new")) return 1;
    if (add(r, output, "closed/deep/a", "new")) return 2;
    if (add(r, output, "guarded", "new")) return 3;
    for (size_t i = 0; i < 3; i++)
        if (!strstr(ct_report_at(r->report, i)->text, "Permission denied")) return 4;
    return ct_report_count(r->report) == 3 ? 0 : 5;
}

static void write_protection_is_heeded(void **state) {
    room *r = *state;
    assert_int_equal(chmod(".", 0777), 0);
    assert_int_equal(mkdir("closed", 0555), 0);
    put("guarded", "old", 0444);
    assert_int_equal(as_nobody(r, write_where_nothing_may_be_written), 0);
    holds(r, "guarded", "old");
    assert_int_equal(names_in("."), 2);
    assert_int_equal(names_in("closed"), 0);
}

/* Commits `output` with standard output going to `path`. */
static bool commit_to(room *r, ct_output *output, const char *path) {
    fflush(stdout);
    int kept = dup(STDOUT_FILENO), fd = open(path, O_WRONLY | O_CREAT, 0644);
    assert_true(kept >= 0 && fd >= 0);
    dup2(fd, STDOUT_FILENO);
    bool good = ct_output_commit(output, r->report);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    close(fd);
    return good;
}

static void a_dash_is_standard_output(void **state) {
    room *r = *state;
    ct_output *output = ct_output_new(r->arena);
    assert_true(add(r, output, "-", "to the pipe\n"));
    assert_true(add(r, output, "a", "new"));
    assert_true(commit_to(r, output, "caught"));
    holds(r, "caught", "to the pipe\n");
    holds(r, "a", "new");
    assert_false(ct_file_exists("-"));
    assert_true(add(r, output, "./-", "a file"));
    assert_true(ct_output_commit(output, r->report));
    holds(r, "./-", "a file");
}

static void a_full_standard_output_fails_all(void **state) {
    room *r = *state;
    if (access("/dev/full", W_OK) != 0) skip();
    put("a", "old", 0644);
    ct_output *output = ct_output_new(r->arena);
    assert_true(add(r, output, "a", "new"));
    assert_true(add(r, output, "-", "text"));
    assert_false(commit_to(r, output, "/dev/full"));
    told(r, "cannot write 'standard output': No space left");
    holds(r, "a", "old");
    assert_int_equal(names_in("."), 1);
}

/* ---- paths --------------------------------------------------------------------------------- */

/* What a process left that is no more: its number was that of a child that has been waited for. */
static void leftovers_of_the_dead_are_removed(void **state) {
    room *r = *state;
    char host[256] = "", plain[256] = "";
    assert_int_equal(gethostname(host, sizeof host - 1), 0);
    for (const char *p = host; *p && strlen(plain) < 23; p++)
        if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", *p))
            strncat(plain, p, 1);
    pid_t child = fork();
    if (child == 0) _exit(0);
    siginfo_t about; /* it has ended, and is not counted yet */
    assert_int_equal(waitid(P_PID, (id_t)child, &about, WEXITED | WNOWAIT), 0);
    const char *folder = r->folder;
    const char *names[] = {
        ct_printf(r->arena, "%s/.cartouche-%s-%ld-3.part", folder, plain, (long)child),
        ct_printf(r->arena, "%s/.cartouche-%s-%ld-3.part", folder, plain, (long)getpid()),
        ct_printf(r->arena, "%s/.cartouche-other-%ld-3.part", folder, (long)child),
        ct_printf(r->arena, "%s/.cartouche-%s-x-3.part", folder, plain),
    };
    for (size_t i = 0; i < CT_COUNT(names); i++) {
        FILE *file = fopen(names[i], "w");
        assert_non_null(file);
        assert_int_equal(fclose(file), 0);
    }
    ct_output_tidy(r->arena, ct_printf(r->arena, "%s/map.png", folder));
    assert_false(ct_file_exists(names[0]));
    for (size_t i = 1; i < CT_COUNT(names); i++)
        assert_true(ct_file_exists(names[i]));
    assert_int_equal(waitpid(child, NULL, 0), child);
}

static void paths_are_taken_apart(void **state) {
    room *r = *state;
    static const struct {
        const char *path, *ending, *stem;
    } cases[] = {
        { "a/b.png", "png", "b" },
        { "b.png", "png", "b" },
        { "a.tar.gz", "gz", "a.tar" },
        { "a.d/b", "", "b" },
        { ".hidden", "", ".hidden" },
        { "a/.hidden", "", ".hidden" },
        { ".hidden.svg", "svg", ".hidden" },
        { "a.", "", "a." },
        { "", "", "" },
        { "a/", "", "" },
        { "/", "", "" },
        { "мапа.pdf", "pdf", "мапа" },
        { "a-2026@2x.png", "png", "a-2026@2x" },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        assert_string_equal(ct_path_ending(cases[i].path), cases[i].ending);
        assert_string_equal(ct_path_stem(r->arena, cases[i].path), cases[i].stem);
    }
    static const struct {
        const char *base, *name, *path;
    } beside[] = {
        { "maps/a.yaml", "b.shp", "maps/b.shp" },
        { "a.yaml", "b.shp", "b.shp" },
        { "maps/a.yaml", "../b", "maps/../b" },
        { "maps/a.yaml", "/b", "/b" },
        { "/a.yaml", "b", "/b" },
        { NULL, "b", "b" },
    };
    for (size_t i = 0; i < CT_COUNT(beside); i++)
        assert_string_equal(ct_path_beside(r->arena, beside[i].base, beside[i].name),
                            beside[i].path);
}

/* Runs make; what it says comes back in `said`. */
static int run_make(const char *goal, char *said, size_t size) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        setenv("LC_ALL", "C", 1);
        unsetenv("MAKEFLAGS");
        unsetenv("MAKELEVEL");
        execlp("make", "make", "-rRsf", "rules", goal, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    size_t got = 0;
    for (ssize_t n; (n = read(ends[0], said + got, size - 1 - got)) > 0;)
        got += (size_t)n;
    said[got] = '\0';
    close(ends[0]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* GNU Make itself reads the names back: a lacking prerequisite is named in its complaint, and a
 * goal of that very name is found. */
static void make_reads_the_names_back(void **state) {
    room *r = *state;
    static const char *const names[] = {
        "plain.shp",   "two words.shp", "tab\there",   "a#b",       "a:b",       "cost$5",
        "$(shell id)", "${HOME}",       "back\\slash", "b\\ blank", "b\\\\ c",   "b\\#hash",
        "b\\:colon",   "ends\\",        "ends\\\\",    "a|b",       "карта.shp", " lead",
        "trail ",      "a%b",           "a'b\"c",      "a&b",       "a,b(c)",    "~x",
        "@2x",         "\\ both#:$|",   "100%",        "\\%",
    };
    char said[1000];
    put("rules", "all: ; @echo yes\n", 0644);
    if (run_make("all", said, sizeof said) == 127) skip();
    for (size_t i = 0; i < CT_COUNT(names); i++) {
        const char *name = names[i], *quoted = ct_path_make(r->arena, name, false);
        put("rules", ct_printf(r->arena, "all: %s next\n\t@echo never\n", quoted), 0644);
        assert_int_equal(run_make("all", said, sizeof said), 2);
        if (!strstr(said, ct_printf(r->arena, "No rule to make target '%s', needed", name)))
            fail_msg("'%s' written '%s': %s", name, quoted, said);
        if (strpbrk(name, "\t|")) continue; /* goals that Make has no way to write */
        quoted = ct_path_make(r->arena, name, true);
        put("rules", ct_printf(r->arena, "%s:\n\t@echo made\n", quoted), 0644);
        if (run_make(name, said, sizeof said) != 0 || strcmp(said, "made\n") != 0)
            fail_msg("goal '%s' written '%s': %s", name, quoted, said);
    }
}

static void paths_are_shortened_where_that_is_the_same(void **state) {
    room *r = *state;
    static const char *const pairs[][2] = {
        { "a/b/../../c.svg", "c.svg" },
        { "./a//b/./c.svg", "a/b/c.svg" },
        { "../x/c.svg", "../x/c.svg" },
        { "a/gone/../c.svg", "a/gone/../c.svg" },
        { "a/..", "a/.." },
        { "/tmp/../tmp/c.svg", "/tmp/c.svg" },
        { "./c.svg", "c.svg" },
        { "link/../c.svg", "link/../c.svg" },
    };
    assert_int_equal(mkdir("a", 0777), 0);
    assert_int_equal(mkdir("a/b", 0777), 0);
    assert_int_equal(symlink("a/b", "link"), 0);
    for (size_t i = 0; i < CT_COUNT(pairs); i++)
        assert_string_equal(ct_path_short(r->arena, pairs[i][0]), pairs[i][1]);
}

#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, move_in, move_out)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_ROOM(files_are_read_whole),
        IN_ROOM(what_is_no_file_is_refused),
        IN_ROOM(files_are_mapped),
        IN_ROOM(outputs_appear_at_commit),
        IN_ROOM(abandoned_outputs_leave_the_old),
        IN_ROOM(many_outputs_in_one_folder),
        IN_ROOM(missing_folders_are_made),
        IN_ROOM(permissions_are_kept),
        IN_ROOM(links_are_replaced_not_followed),
        IN_ROOM(goals_that_are_no_files_are_refused),
        IN_ROOM(two_outputs_of_one_name_are_a_fault),
        IN_ROOM(if_one_fails_none_appears),
        IN_ROOM(write_protection_is_heeded),
        IN_ROOM(a_dash_is_standard_output),
        IN_ROOM(a_full_standard_output_fails_all),
        IN_ROOM(leftovers_of_the_dead_are_removed),
        IN_ROOM(paths_are_taken_apart),
        IN_ROOM(make_reads_the_names_back),
        IN_ROOM(paths_are_shortened_where_that_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
