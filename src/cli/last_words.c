/* last_words.c - what is told where a library, or the machine, ends the program. */
#include "cli.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

static pid_t owner;
static atomic_flag said = ATOMIC_FLAG_INIT;

static void say(const char *text) { (void)!write(STDERR_FILENO, text, strlen(text)); }

/* Outputs are not touched before all is drawn: nothing is left half-written. */
static void speak(int number) {
    if (getpid() != owner) { /* a worker: its parent tells of it */
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    while (atomic_flag_test_and_set(&said)) /* another thread is about to end all */
        pause();
    if (number == SIGBUS)
        say("cartouche: error: a file was cut while it was read\n  hint: draw again once it is "
            "written\n");
    else
        say("cartouche: error: a library gave up: memory has ended, or this is a fault of "
            "Cartouche\n  hint: draw less at once; if that is no help, please report it with the "
            "map and its data\n");
    _exit(CARTOUCHE_BAD_IO);
}

void cli_last_words(void) {
    static char stack[32768]; /* of its own, for when the other one is full */
    static const int numbers[] = {
        SIGBUS,
#ifndef __SANITIZE_ADDRESS__                       /* which has more to say of these */
        SIGSEGV, SIGABRT, SIGFPE, SIGILL, SIGTRAP, /* GLib's */
#endif
    };
    owner = getpid();
    stack_t own = { .ss_sp = stack, .ss_size = sizeof stack };
#ifndef __SANITIZE_ADDRESS__
    sigaltstack(&own, NULL);
#else
    (void)own;
#endif
    struct sigaction action = { .sa_handler = speak, .sa_flags = SA_ONSTACK | SA_NODEFER };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaction(numbers[i], &action, NULL);
}
