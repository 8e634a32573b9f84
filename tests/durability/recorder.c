/* Records every change that a process makes below a folder, and kills it before the n-th,
or has the disk full from the n-th on.

Loaded with LD_PRELOAD; asleep until `recorder_start`. Each record is one line of fixed
form and its bytes: see `recorder.py`. Linux only, one thread that writes at a time.
Not seen: memory maps and whatever else is done to SQLite's -shm file, which it makes anew,
lock files, which hold no bytes, and calls that the program does not use (sendfile,
copy_file_range, writev, links). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(type, name, ...)                      \
    static type (*real)(__VA_ARGS__);              \
    if (!real) real = dlsym(RTLD_NEXT, name)
#define PATH 1024

static char folder[PATH];
static size_t folder_length;
static int log_file = -1;
static long steps, last_step, full_step;
static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

static ssize_t plain_write(int file, const void *bytes, size_t length)
{
    REAL(ssize_t, "write", int, const void *, size_t);
    return real(file, bytes, length);
}

void recorder_start(const char *below, int file, long kill_before, long full_from)
{
    snprintf(folder, PATH, "%s", below);
    folder_length = strlen(folder);
    last_step = kill_before;
    full_step = full_from;
    steps = 0;
    log_file = file;
}

static int ends(const char *path, const char *ending)
{
    size_t length = strlen(path), end = strlen(ending);
    return length >= end && !strcmp(path + length - end, ending);
}

static int below(const char *path)
{
    return log_file >= 0 && !strncmp(path, folder, folder_length) && !ends(path, "-shm")
        && !ends(path, ".lock");
}

static int path_of(int file, char *path)
{
    char link[64];
    if (log_file < 0 || file == log_file) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return below(path) && !strstr(path, " (deleted)");
}

/* The path that a call with a folder means; empty if it lies elsewhere. */
static int path_at(int at, const char *name, char *path)
{
    if (log_file < 0) return 0;
    if (name[0] == '/' || at == AT_FDCWD) {
        snprintf(path, PATH, "%s", name);
        return below(path);
    }
    if (!path_of(at, path)) return 0;
    size_t length = strlen(path);
    snprintf(path + length, PATH - length, "/%s", name);
    return 1;
}

/* Whether this is the step to be killed at. */
static int is_last(void) { return ++steps == last_step; }

/* Whether the disk has no room any more for what this step wants. */
static int is_full(void)
{
    if (!full_step || steps < full_step) return 0;
    errno = ENOSPC;
    return 1;
}

/* How much of a write still fits: half of the first that does not fit whole. */
static size_t fitting(size_t length) { return steps == full_step ? length / 2 : 0; }

static void die(void) { kill(getpid(), SIGKILL); pause(); }

static void record(char what, const char *path, uint64_t offset, const void *bytes, uint32_t length)
{
    struct { char what; uint8_t pad; uint16_t path; uint32_t length; uint64_t offset; } head =
        {what, 0, (uint16_t)strlen(path), length, offset};
    pthread_mutex_lock(&one);
    plain_write(log_file, &head, sizeof head);
    plain_write(log_file, path, head.path);
    if (length) plain_write(log_file, bytes, length);
    pthread_mutex_unlock(&one);
}

/* The program says that a change is done: what it says now must last. */
void recorder_acknowledge(void)
{
    if (log_file >= 0) record('A', "", 0, "", 0);
}

#define AT_OFFSET(name, off)                                                         \
ssize_t name(int file, const void *bytes, size_t length, off offset)                 \
{                                                                                    \
    REAL(ssize_t, #name, int, const void *, size_t, off);                            \
    char path[PATH];                                                                 \
    int ours = path_of(file, path);                                                  \
    if (ours && is_last()) { real(file, bytes, length / 2, offset); die(); }         \
    if (ours && is_full() && !(length = fitting(length))) return -1;                 \
    ssize_t done = real(file, bytes, length, offset);                                \
    if (ours && done > 0) record('W', path, offset, bytes, done);                    \
    return done;                                                                     \
}
AT_OFFSET(pwrite, off_t)
AT_OFFSET(pwrite64, off64_t)

ssize_t write(int file, const void *bytes, size_t length)
{
    char path[PATH];
    struct stat status;
    int ours = path_of(file, path) && !fstat(file, &status) && S_ISREG(status.st_mode);
    if (ours && is_last()) { plain_write(file, bytes, length / 2); die(); }
    if (ours && is_full() && !(length = fitting(length))) return -1;
    ssize_t done = plain_write(file, bytes, length);
    if (ours && done > 0) record('W', path, lseek(file, 0, SEEK_CUR) - done, bytes, done);
    return done;
}

#define SYNC(name)                                     \
int name(int file)                                     \
{                                                      \
    REAL(int, #name, int);                             \
    char path[PATH];                                   \
    int ours = path_of(file, path);                    \
    if (ours && is_last()) die();                      \
    int failed = real(file);                           \
    if (ours && !failed) record('S', path, 0, "", 0);  \
    return failed;                                     \
}
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name, off)                               \
int name(int file, off size)                              \
{                                                         \
    REAL(int, #name, int, off);                           \
    char path[PATH];                                      \
    int ours = path_of(file, path);                       \
    struct stat status;                                   \
    if (ours && is_last()) die();                         \
    if (ours && !fstat(file, &status) && size > status.st_size && is_full()) return -1;  \
    int failed = real(file, size);                        \
    if (ours && !failed) record('T', path, size, "", 0);  \
    return failed;                                        \
}
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define OPEN(name)                                                                  \
int name(const char *path, int flags, ...)                                          \
{                                                                                   \
    REAL(int, #name, const char *, int, ...);                                       \
    va_list more;                                                                   \
    va_start(more, flags);                                                          \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;         \
    va_end(more);                                                                   \
    int makes = below(path) && flags & O_CREAT && access(path, F_OK);               \
    int empties = below(path) && flags & O_TRUNC && !access(path, F_OK);            \
    if ((makes || empties) && is_last()) die();                                     \
    if (makes && is_full()) return -1;                                              \
    int file = real(path, flags, mode);                                             \
    if (file >= 0 && makes) record('C', path, 0, "", 0);                            \
    if (file >= 0 && empties) record('T', path, 0, "", 0);                          \
    return file;                                                                    \
}
OPEN(open)
OPEN(open64)

int rename(const char *old, const char *new)
{
    REAL(int, "rename", const char *, const char *);
    int ours = below(old);
    if (ours && is_last()) die();
    int failed = real(old, new);
    if (ours && !failed) record('R', old, 0, new, strlen(new));
    return failed;
}

int mkdir(const char *path, mode_t mode)
{
    REAL(int, "mkdir", const char *, mode_t);
    int ours = below(path) && access(path, F_OK);
    if (ours && is_last()) die();
    if (ours && is_full()) return -1;
    int failed = real(path, mode);
    if (ours && !failed) record('D', path, 0, "", 0);
    return failed;
}

int unlink(const char *path)
{
    REAL(int, "unlink", const char *);
    int ours = below(path) && !access(path, F_OK);
    if (ours && is_last()) die();
    int failed = real(path);
    if (ours && !failed) record('U', path, 0, "", 0);
    return failed;
}

int rmdir(const char *path)
{
    REAL(int, "rmdir", const char *);
    int ours = below(path) && !access(path, F_OK);
    if (ours && is_last()) die();
    int failed = real(path);
    if (ours && !failed) record('U', path, 0, "", 0);
    return failed;
}

int unlinkat(int at, const char *name, int flags)
{
    REAL(int, "unlinkat", int, const char *, int);
    char path[PATH];
    int ours = path_at(at, name, path) && !faccessat(at, name, F_OK, 0);
    if (ours && is_last()) die();
    int failed = real(at, name, flags);
    if (ours && !failed) record('U', path, 0, "", 0);
    return failed;
}
