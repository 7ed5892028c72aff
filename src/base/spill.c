/* spill.c - memory in a file without a name: what is not in use of it may leave the process. */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base.h"

/* All that there are: a list, since they are few. */
typedef struct spill {
    char *at;
    size_t size;
    struct spill *next;
} spill;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static spill *spills, *warm;

static int nameless_file(void) {
    const char *const folders[] = { getenv("TMPDIR"), "/var/tmp", "/tmp" };
    for (size_t i = 0; i < CT_COUNT(folders); i++) {
        int fd = folders[i] ? open(folders[i], O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600) : -1;
        if (fd >= 0) return fd;
    }
    return -1;
}

void *ct_spill_map(size_t size) {
    int fd = nameless_file();
    if (fd < 0) return NULL;
    void *at = MAP_FAILED;
    /* the room is taken now: a full disk must not end the process when it writes */
    if (fallocate(fd, 0, 0, (off_t)size) == 0)
        at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    spill *own = at == MAP_FAILED ? NULL : calloc(1, sizeof *own);
    if (!own) {
        if (at != MAP_FAILED) munmap(at, size);
        return NULL;
    }
    pthread_mutex_lock(&lock);
    *own = (spill){ at, size, spills };
    spills = own;
    pthread_mutex_unlock(&lock);
    return at;
}

void ct_spill_unmap(void *at) {
    pthread_mutex_lock(&lock);
    spill **link = &spills;
    while (*link && (*link)->at != at)
        link = &(*link)->next;
    spill *found = *link;
    if (found) *link = found->next;
    if (found == warm) warm = NULL;
    pthread_mutex_unlock(&lock);
    if (found) munmap(found->at, found->size);
    free(found);
}

static bool holds(const spill *s, const void *from, size_t size) {
    size_t at = (size_t)(uintptr_t)s->at, first = (size_t)(uintptr_t)from;
    return first >= at && first - at <= s->size && size <= s->size - (first - at);
}

/* Small pieces follow each other: a file rests when the next one is asked about. */
void ct_spill_rest(const void *from, size_t size) {
    enum { LARGE = 1 << 18 };
    pthread_mutex_lock(&lock);
    spill *s = warm && holds(warm, from, size) ? warm : spills;
    while (s && !holds(s, from, size))
        s = s->next;
    if (s && warm && warm != s) madvise(warm->at, warm->size, MADV_DONTNEED);
    if (s) warm = s;
    if (s && size >= LARGE) madvise(s->at, s->size, MADV_DONTNEED);
    pthread_mutex_unlock(&lock);
}
