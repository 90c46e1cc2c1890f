/*
 * meter FILE COMMAND...: runs a command and writes its elapsed time and its processor time, in microseconds, to the file.
 * The processor time is that of the command, its threads, and all processes that it started, also of those that outlive it:
 * they become this program's children. Ends with the command's status.
 */
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long micros(struct timeval t) { return t.tv_sec * 1000000LL + t.tv_usec; }

static long long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

int main(int count, char **arguments) {
    if (count < 3 || prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) return 125;
    long long begun = now();
    pid_t child = fork();
    if (child < 0) return 125;
    if (child == 0) {
        execvp(arguments[2], arguments + 2);
        _exit(127);
    }
    int status;
    while (waitpid(child, &status, 0) != child) {}
    long long elapsed = now() - begun;
    while (wait(NULL) > 0) {}
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    FILE *file = fopen(arguments[1], "w");
    if (file == NULL || fprintf(file, "%lld %lld\n", elapsed, micros(used.ru_utime) + micros(used.ru_stime)) < 0
        || fclose(file) != 0) {
        return 125;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
