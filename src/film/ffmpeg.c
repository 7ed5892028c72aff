/* ffmpeg.c - an animation as video, by ffmpeg: a child process that is fed the frames. */
#include "film.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* MP4 is written back and forth: so ffmpeg writes into a file of memory, which needs no name on
 * disk and goes with its last process. Its complaints go into another. */
enum { MOVIE_FD = 3, MOST_ARGUMENTS = 64 };

typedef struct video {
    int width, height; /* of the frames as they come */
    int even_width, even_height;
    int feed, movie, words;
    pid_t pid; /* 0: it has ended */
    uint32_t *row;
} video;

static void close_fd(int *fd) {
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

/* Waits for it to end; its status. */
static int end_child(video *v) {
    int status = 0;
    if (v->feed >= 0) shutdown(v->feed, SHUT_WR); /* whoever else was given a copy of it */
    close_fd(&v->feed);
    while (v->pid > 0 && waitpid(v->pid, &status, 0) < 0 && errno == EINTR) {}
    v->pid = 0;
    return status;
}

static void video_close(void *self) {
    video *v = self;
    (void)end_child(v);
    close_fd(&v->movie);
    close_fd(&v->words);
    free(v->row);
    free(v);
}

/* The last line that it wrote. */
static bool refuse(const video *v, char *why, size_t room) {
    char text[2048];
    ssize_t size = pread(v->words, text, sizeof text - 1, 0);
    text[size > 0 ? size : 0] = '\0';
    size_t end = strlen(text);
    while (end && (text[end - 1] == '\n' || text[end - 1] == '\r'))
        text[--end] = '\0';
    const char *line = strrchr(text, '\n');
    line = line ? line + 1 : text;
    snprintf(why, room, "ffmpeg cannot encode it: %s", *line ? line : "it does not say why");
    return false;
}

static bool feed(const video *v, const void *data, size_t size) {
    const char *at = data;
    while (size) {
        ssize_t n = send(v->feed, at, size, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

/* Video has even sides: the last column and row come twice where need be. */
static bool video_add(void *self, const uint32_t *pixels, char *why, size_t room) {
    video *v = self;
    size_t width = (size_t)v->width, even = (size_t)v->even_width;
    for (int y = 0; y < v->even_height; y++) {
        const uint32_t *from = pixels + (size_t)(y < v->height ? y : v->height - 1) * width;
        memcpy(v->row, from, width * sizeof *from);
        if (even > width) v->row[width] = from[width - 1];
        if (feed(v, v->row, even * sizeof *from)) continue;
        (void)end_child(v); /* so that all its words are there */
        return refuse(v, why, room);
    }
    return true;
}

static bool video_finish(void *self, ct_buffer *out, char *why, size_t room) {
    video *v = self;
    int status = end_child(v);
    off_t size = lseek(v->movie, 0, SEEK_END);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || size <= 0) return refuse(v, why, room);
    char *to = ct_buffer_reserve(out, (size_t)size);
    for (off_t at = 0; at < size;) {
        ssize_t n = pread(v->movie, to + at, (size_t)(size - at), at);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            snprintf(why, room, "what ffmpeg wrote cannot be read: %s", strerror(errno));
            return false;
        }
        at += n;
    }
    out->size += (size_t)size;
    return true;
}

/* ---- the child ---------------------------------------------------------------------------------
 */

typedef struct arguments {
    const char *items[MOST_ARGUMENTS + 1];
    size_t count;
} arguments;

static void say(arguments *list, const char *const *words, size_t count) {
    for (size_t i = 0; i < count && list->count < MOST_ARGUMENTS; i++)
        list->items[list->count++] = words[i];
}

/* A frame a hold, the last one held longer, at the rate that players and sites expect. What the
 * encoder would write of itself is left out, and its threads are counted: same bytes every time. */
static void ask_for(const ct_film_ask *ask, const char *size, const char *rate, const char *filter,
                    arguments *list) {
    const char *const input[] = { "ffmpeg",
                                  "-nostdin",
                                  "-hide_banner",
                                  "-loglevel",
                                  "error",
                                  "-f",
                                  "rawvideo",
                                  "-pixel_format",
                                  "bgr0",
                                  "-video_size",
                                  size,
                                  "-framerate",
                                  rate,
                                  "-i",
                                  "pipe:0",
                                  "-an",
                                  "-vf",
                                  filter,
                                  "-pix_fmt",
                                  "yuv420p",
                                  "-colorspace",
                                  "bt709",
                                  "-color_primaries",
                                  "bt709",
                                  "-color_trc",
                                  "bt709",
                                  "-color_range",
                                  "tv",
                                  "-threads",
                                  "2",
                                  "-fflags",
                                  "+bitexact",
                                  "-flags:v",
                                  "+bitexact",
                                  "-map_metadata",
                                  "-1" };
    static const char *const mp4[] = { "-c:v",      "libx264",    "-preset", "veryfast",
                                       "-tune",     "animation",  "-crf",    "16",
                                       "-movflags", "+faststart", "-f",      "mp4" };
    static const char *const webm[] = { "-c:v",      "libvpx-vp9", "-b:v", "0",         "-crf",
                                        "18",        "-row-mt",    "0",    "-deadline", "good",
                                        "-cpu-used", "5",          "-f",   "webm" };
    static const char *const output[] = { "-y", "file:/proc/self/fd/3" };
    say(list, input, CT_COUNT(input));
    if (ask->format == CT_FILM_MP4) say(list, mp4, CT_COUNT(mp4));
    if (ask->format == CT_FILM_WEBM) say(list, webm, CT_COUNT(webm));
    say(list, output, CT_COUNT(output));
}

static int spawn_child(video *v, int input, const arguments *list) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, v->words, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, v->words, STDERR_FILENO);
    posix_spawn_file_actions_adddup2(&actions, v->movie, MOVIE_FD);
    char *words[MOST_ARGUMENTS + 1]; /* posix_spawnp leaves them alone, and is told so */
    memcpy(words, list->items, sizeof words);
    int error = posix_spawnp(&v->pid, words[0], &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error) v->pid = 0;
    return error;
}

/* Descriptors above those that the child gives a meaning. */
static int lift(int fd) {
    int high = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 10);
    if (fd >= 0) close(fd);
    return high;
}

static bool start(video *v, const ct_film_ask *ask, char *why, size_t room) {
    char size[40], rate[40], filter[200];
    int ends[2] = { -1, -1 };
    snprintf(size, sizeof size, "%dx%d", v->even_width, v->even_height);
    snprintf(rate, sizeof rate, "1000/%d", ask->hold);
    snprintf(filter, sizeof filter,
             "fps=25,tpad=stop_mode=clone:stop_duration=%dms,scale=out_color_matrix=bt709:"
             "out_range=tv:flags=accurate_rnd+full_chroma_int",
             ask->last > ask->hold ? ask->last - ask->hold : 0);
    arguments list = { .count = 0 };
    ask_for(ask, size, rate, filter, &list);
    v->movie = lift(memfd_create("movie", MFD_CLOEXEC));
    v->words = lift(memfd_create("words", MFD_CLOEXEC));
    if (v->movie < 0 || v->words < 0 ||
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        snprintf(why, room, "ffmpeg cannot be started: %s", strerror(errno));
        return false;
    }
    v->feed = lift(ends[0]);
    ends[1] = lift(ends[1]);
    int error = spawn_child(v, ends[1], &list);
    close(ends[1]);
    if (error == 0) return true;
    if (error == ENOENT)
        snprintf(why, room, "it needs ffmpeg, which is not installed");
    else
        snprintf(why, room, "ffmpeg cannot be started: %s", strerror(error));
    return false;
}

bool ct_ffmpeg_open(const ct_film_ask *ask, ct_film_coder *coder, char *why, size_t room) {
    video *v = calloc(1, sizeof *v);
    if (!v) abort();
    *v = (video){ .width = ask->width,
                  .height = ask->height,
                  .even_width = ask->width + ask->width % 2,
                  .even_height = ask->height + ask->height % 2,
                  .feed = -1,
                  .movie = -1,
                  .words = -1 };
    v->row = malloc((size_t)v->even_width * sizeof *v->row);
    if (!v->row) abort();
    *coder = (ct_film_coder){ v, video_add, video_finish, video_close };
    if (start(v, ask, why, room)) return true;
    video_close(v);
    return false;
}
