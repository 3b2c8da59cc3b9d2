/*
 * Makes the file system fail. The tests preload this library into the real program. It numbers the operations below one folder, and lets
 * chosen ones fail, be short, be slow, or end the process.
 *
 *   FAULTS_ROOT   the folder, as an absolute path without links
 *   FAULTS_LOG    a file to which one line per operation is written: its name and its path
 *   FAULTS_FROM   the number of the first operation that is affected, from 0
 *   FAULTS_TO     the number of the last one
 *   FAULTS_OPS    the names of the operations that are affected, each between commas; all if it is not set
 *   FAULTS_DO     "kill", "half" (writes one half and ends the process), "short" (reads or writes one half), "interrupt" (each operation
 *                 once), "sleep" (for 30 ms), or the number of an error
 *   FAULTS_FILE   a path: its operations are numbered instead, and FAULTS_DO is what happens to it before: "delete", "rename", "truncate",
 *                 "folder", "pipe", "loop", "outside"
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define FDS 1024

static const char *root, *file, *ops, *action;
static size_t root_length;
static long from = -1, to = -1, count;
static int log_fd = -1, killing, halving, shortening, interrupting, interrupted, error;
static char *paths[FDS];

/* What an operation must do. */
enum { GO, FAIL, HALF, HALF_AND_DIE };

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *text;
    root = getenv("FAULTS_ROOT");
    root_length = root ? strlen(root) : 0;
    file = getenv("FAULTS_FILE");
    ops = getenv("FAULTS_OPS");
    action = getenv("FAULTS_DO");
    if ((text = getenv("FAULTS_FROM"))) from = atol(text);
    if ((text = getenv("FAULTS_TO"))) to = atol(text);
    if ((text = getenv("FAULTS_LOG")))
        log_fd = (int)syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (action) {
        killing = !strcmp(action, "kill");
        halving = !strcmp(action, "half");
        shortening = !strcmp(action, "short");
        interrupting = !strcmp(action, "interrupt");
        error = atoi(action);
    }
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static int is_below(const char *path) {
    return root && path && !strncmp(path, root, root_length) && (!path[root_length] || path[root_length] == '/');
}

/* Makes a path absolute. If the program is started with relative paths, they are relative to the folder. */
static const char *absolute(const char *path, char *into) {
    if (!root || !path || path[0] == '/' || !path[0]) return path;
    snprintf(into, PATH_MAX, "%s/%s", root, path);
    return into;
}

/* Changes the file as another program would, with calls that are not counted. */
static void change_file(void) {
    char other[PATH_MAX];
    snprintf(other, sizeof other, "%s.moved", file);
    if (!strcmp(action, "rename")) {
        syscall(SYS_renameat2, AT_FDCWD, file, AT_FDCWD, other, 0);
        return;
    }
    if (!strcmp(action, "truncate")) {
        syscall(SYS_truncate, file, 20L);
        return;
    }
    syscall(SYS_unlinkat, AT_FDCWD, file, 0);
    if (!strcmp(action, "folder")) syscall(SYS_mkdirat, AT_FDCWD, file, 0755);
    if (!strcmp(action, "pipe")) syscall(SYS_mknodat, AT_FDCWD, file, S_IFIFO | 0644, 0);
    if (!strcmp(action, "loop")) syscall(SYS_symlinkat, file, AT_FDCWD, file);
    if (!strcmp(action, "outside")) syscall(SYS_symlinkat, "/etc/passwd", AT_FDCWD, file);
}

/* Counts an operation, and says what it must do. */
static int counted(const char *op, const char *given) {
    char line[PATH_MAX + 32], into[PATH_MAX];
    const char *path = absolute(given, into);
    long number;
    int length;
    if (!is_below(path)) return GO;
    if (file && strcmp(path, file)) return GO;
    number = __sync_fetch_and_add(&count, 1);
    if (log_fd >= 0) {
        length = snprintf(line, sizeof line, "%s %s\n", op, path[root_length] ? path + root_length + 1 : ".");
        syscall(SYS_write, log_fd, line, (size_t)length);
    }
    if (from < 0 || number < from || number > to || !action) return GO;
    if (ops) {
        snprintf(line, sizeof line, ",%s,", op);
        if (!strstr(ops, line)) return GO;
    }
    if (file) {
        change_file();
        return GO;
    }
    if (killing) die();
    if (halving) return HALF_AND_DIE;
    if (shortening) return HALF;
    if (interrupting) {
        interrupted = !interrupted;
        errno = EINTR;
        return interrupted ? FAIL : GO;
    }
    if (error) {
        errno = error;
        return FAIL;
    }
    nanosleep(&(struct timespec){0, 30000000}, NULL);
    return GO;
}

static void remember(int fd, const char *given) {
    char into[PATH_MAX];
    const char *path = absolute(given, into);
    if (fd >= 0 && fd < FDS && is_below(path)) {
        free(paths[fd]);
        paths[fd] = strdup(path);
    }
}

static const char *path_of(int fd) {
    return fd >= 0 && fd < FDS ? paths[fd] : NULL;
}

#define OR_FAIL(op, path, failure)                                                                                                     \
    if (counted(op, path) == FAIL) return failure;

static int opened(const char *path, int flags, mode_t mode) {
    int fd;
    OR_FAIL(flags & O_CREAT ? "create" : "open", path, -1)
    fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    remember(fd, path);
    return fd;
}

int open(const char *path, int flags, ...) {
    va_list more;
    mode_t mode;
    va_start(more, flags);
    mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return opened(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list more;
    mode_t mode;
    va_start(more, flags);
    mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return opened(path, flags, mode);
}

int close(int fd) {
    if (fd >= 0 && fd < FDS && paths[fd]) {
        free(paths[fd]);
        paths[fd] = NULL;
    }
    return NEXT(close)(fd);
}

ssize_t read(int fd, void *bytes, size_t size) {
    switch (counted("read", path_of(fd))) {
    case FAIL: return -1;
    case HALF: return NEXT(read)(fd, bytes, size / 2 ? size / 2 : size);
    default: return NEXT(read)(fd, bytes, size);
    }
}

ssize_t write(int fd, const void *bytes, size_t size) {
    switch (counted("write", path_of(fd))) {
    case FAIL: return -1;
    case HALF: return NEXT(write)(fd, bytes, size / 2 ? size / 2 : size);
    case HALF_AND_DIE: NEXT(write)(fd, bytes, size / 2); die(); return -1;
    default: return NEXT(write)(fd, bytes, size);
    }
}

/* Real syncs would make the tests slow, and a killed process leaves the same files without them. */
int fsync(int fd) {
    OR_FAIL("fsync", path_of(fd), -1)
    return path_of(fd) ? 0 : NEXT(fsync)(fd);
}

int ftruncate64(int fd, off64_t size) {
    OR_FAIL("truncate", path_of(fd), -1)
    return NEXT(ftruncate64)(fd, size);
}

int fchmod(int fd, mode_t mode) {
    OR_FAIL("chmod", path_of(fd), -1)
    return NEXT(fchmod)(fd, mode);
}

int futimens(int fd, const struct timespec times[2]) {
    OR_FAIL("utime", path_of(fd), -1)
    return NEXT(futimens)(fd, times);
}

int flock(int fd, int operation) {
    OR_FAIL("lock", path_of(fd), -1)
    return NEXT(flock)(fd, operation);
}

int chmod(const char *path, mode_t mode) {
    OR_FAIL("chmod", path, -1)
    return NEXT(chmod)(path, mode);
}

int mkdir(const char *path, mode_t mode) {
    OR_FAIL("mkdir", path, -1)
    return NEXT(mkdir)(path, mode);
}

int rmdir(const char *path) {
    OR_FAIL("rmdir", path, -1)
    return NEXT(rmdir)(path);
}

int unlink(const char *path) {
    OR_FAIL("unlink", path, -1)
    return NEXT(unlink)(path);
}

int rename(const char *old, const char *new) {
    OR_FAIL("rename", new, -1)
    return NEXT(rename)(old, new);
}

char *realpath(const char *path, char *into) {
    OR_FAIL("stat", path, NULL)
    return NEXT(realpath)(path, into);
}

ssize_t readlink(const char *path, char *into, size_t size) {
    OR_FAIL("stat", path, -1)
    return NEXT(readlink)(path, into, size);
}

DIR *opendir(const char *path) {
    DIR *opened;
    OR_FAIL("opendir", path, NULL)
    opened = NEXT(opendir)(path);
    if (opened) remember(dirfd(opened), path);
    return opened;
}

struct dirent64 *readdir64(DIR *folder) {
    OR_FAIL("readdir", path_of(dirfd(folder)), NULL)
    return NEXT(readdir64)(folder);
}

int closedir(DIR *folder) {
    int fd = dirfd(folder);
    if (fd >= 0 && fd < FDS) {
        free(paths[fd]);
        paths[fd] = NULL;
    }
    return NEXT(closedir)(folder);
}

int statx(int fd, const char *restrict path, int flags, unsigned mask, struct statx *restrict into) {
    const char *real = path && path[0] ? path : path_of(fd);
    if (path && into) {
        OR_FAIL("stat", real, -1)
    }
    return NEXT(statx)(fd, path, flags, mask, into);
}
