/* Preloaded into the server under test: writes down what it does to the files of a folder, and the heads of the answers
 * that it sends, in the order in which they happen; and fails writes and syncs when it is told to.
 *
 *   RECORDER_FOLDER   the folder, an absolute path without links
 *   RECORDER_LOG      where the records go; may be left out
 *   RECORDER_CONTROL  a file of struct control, mapped, by which a test switches faults on and off
 *
 * A write is recorded after it is done and a sync is recorded before it begins and after it ended, so that a sync is
 * never believed to cover more than it does; an answer is recorded before it leaves. SQLite's index of its log (-shm)
 * is not recorded: nobody needs it after a crash. What the server says (.err) is none of its files. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { CREATE = 1, MKDIR, WRITE, TRUNCATE, SYNC_BEGIN, SYNC_END, RENAME, UNLINK, ANSWER, MAP };

struct record {
    uint32_t kind;
    int32_t result;
    uint64_t inode;
    int64_t number;
    uint32_t path_length;
    uint32_t data_length;
};

struct control {
    int64_t space;            /* bytes that may still be written; negative: no limit */
    int64_t failing_syncs;    /* how many of the next syncs fail; negative: all */
    int64_t failing_writes;   /* how many of the next writes fail; negative: all */
    int64_t failed;           /* how many calls were made to fail */
};

#define ANSWER_BYTES 512

static char folder[PATH_MAX];
static size_t folder_length;
static int log_fd = -1;
static struct control none = {-1, 0, 0, 0};
static volatile struct control *control = &none;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int64_t syncs;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("RECORDER_FOLDER");
    if (path == NULL) return;
    snprintf(folder, sizeof folder, "%s", path);
    folder_length = strlen(folder);
    const char *log = getenv("RECORDER_LOG");
    if (log != NULL) log_fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const char *switches = getenv("RECORDER_CONTROL");
    if (switches != NULL) {
        int fd = syscall(SYS_openat, AT_FDCWD, switches, O_RDWR | O_CLOEXEC);
        void *mapped = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (mapped != MAP_FAILED) control = mapped;
        syscall(SYS_close, fd);
    }
}

static int ends(const char *path, const char *end) {
    size_t length = strlen(path), wanted = strlen(end);
    return length >= wanted && strcmp(path + length - wanted, end) == 0;
}

static int in_folder(const char *path) {
    return folder_length > 0 && strncmp(path, folder, folder_length) == 0
            && (path[folder_length] == '/' || path[folder_length] == 0) && !ends(path, ".err");
}

static int recorded(const char *path) { return in_folder(path) && !ends(path, "-shm"); }

/* The file or folder behind a descriptor, where it lies in the folder. */
static int find(int fd, char *path, struct stat *status) {
    if (folder_length == 0 || fstat(fd, status) != 0) return 0;
    if (!S_ISREG(status->st_mode) && !S_ISDIR(status->st_mode)) return 0;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return in_folder(path);
}

/* The caller holds the lock, or is alone. */
static void put(struct record record, const char *path, const void *data) {
    if (log_fd < 0) return;
    record.path_length = path == NULL ? 0 : strlen(path);
    struct iovec parts[3] = {
        {&record, sizeof record}, {(void *)path, record.path_length}, {(void *)data, record.data_length}};
    size_t wanted = sizeof record + record.path_length + record.data_length;
    if (syscall(SYS_writev, log_fd, parts, 3) != (long)wanted) {
        static const char text[] = "recorder: the log cannot be written\n";
        syscall(SYS_write, 2, text, sizeof text - 1);
        _exit(99);
    }
}

static void say(struct record record, const char *path, const void *data) {
    int kept = errno;
    pthread_mutex_lock(&lock);
    put(record, path, data);
    pthread_mutex_unlock(&lock);
    errno = kept;
}

/* Takes one from a number of faults. */
static int fails(volatile int64_t *number) {
    int64_t now = __atomic_load_n(number, __ATOMIC_SEQ_CST);
    while (now > 0 && !__atomic_compare_exchange_n(number, &now, now - 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
    }
    if (now == 0) return 0;
    __atomic_fetch_add(&control->failed, 1, __ATOMIC_SEQ_CST);
    return 1;
}

/* How many of the bytes may be written; -1 with errno for none. */
static ssize_t allowed(size_t bytes) {
    if (fails(&control->failing_writes)) {
        errno = EIO;
        return -1;
    }
    int64_t space = __atomic_load_n(&control->space, __ATOMIC_SEQ_CST);
    if (space < 0) return bytes;
    if (space == 0) {
        __atomic_fetch_add(&control->failed, 1, __ATOMIC_SEQ_CST);
        errno = ENOSPC;
        return -1;
    }
    size_t now = bytes < (size_t)space ? bytes : (size_t)space;
    __atomic_store_n(&control->space, space - now, __ATOMIC_SEQ_CST);
    return now;
}

static ssize_t wrote(const char *path, const struct stat *status, int64_t offset, const void *data, ssize_t done) {
    if (done > 0 && recorded(path)) {
        struct record record = {.kind = WRITE, .inode = status->st_ino, .number = offset, .data_length = done};
        say(record, path, data);
    }
    return done;
}

static void answer(const struct iovec *parts, int count) {
    char head[ANSWER_BYTES];
    size_t length = 0;
    for (int i = 0; i < count && length < sizeof head; i++) {
        size_t more = parts[i].iov_len < sizeof head - length ? parts[i].iov_len : sizeof head - length;
        memcpy(head + length, parts[i].iov_base, more);
        length += more;
    }
    if (length < 9 || memcmp(head, "HTTP/1.1 ", 9) != 0) return;
    struct record record = {.kind = ANSWER, .data_length = length};
    say(record, NULL, head);
}

static int is_socket(int fd) {
    struct stat status;
    return folder_length > 0 && fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode);
}

ssize_t write(int fd, const void *data, size_t bytes) {
    char path[PATH_MAX];
    struct stat status;
    if (is_socket(fd)) {
        struct iovec part = {(void *)data, bytes};
        answer(&part, 1);
    } else if (find(fd, path, &status)) {
        ssize_t now = allowed(bytes);
        if (now < 0) return -1;
        ssize_t done = syscall(SYS_write, fd, data, now);
        return wrote(path, &status, done > 0 ? lseek(fd, 0, SEEK_CUR) - done : 0, data, done);
    }
    return syscall(SYS_write, fd, data, bytes);
}

ssize_t pwrite64(int fd, const void *data, size_t bytes, off64_t offset) {
    char path[PATH_MAX];
    struct stat status;
    if (!find(fd, path, &status)) return syscall(SYS_pwrite64, fd, data, bytes, offset);
    ssize_t now = allowed(bytes);
    if (now < 0) return -1;
    return wrote(path, &status, offset, data, syscall(SYS_pwrite64, fd, data, now, offset));
}

ssize_t pwrite(int fd, const void *data, size_t bytes, off_t offset) { return pwrite64(fd, data, bytes, offset); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
    char path[PATH_MAX];
    struct stat status;
    if (is_socket(fd)) answer(parts, count);
    else if (find(fd, path, &status)) return write(fd, parts[0].iov_base, parts[0].iov_len); /* a short write */
    return syscall(SYS_writev, fd, parts, count);
}

static int synced(int fd, long call) {
    char path[PATH_MAX];
    struct stat status;
    if (!find(fd, path, &status) || !recorded(path)) return syscall(call, fd);
    struct record record = {.kind = SYNC_BEGIN, .inode = status.st_ino};
    record.number = __atomic_add_fetch(&syncs, 1, __ATOMIC_SEQ_CST);
    say(record, path, NULL);
    int result = 0;
    if (fails(&control->failing_syncs)) {
        result = -1;
        errno = EIO;
    } else {
        result = syscall(call, fd);
    }
    record.kind = SYNC_END;
    record.result = result;
    say(record, path, NULL);
    return result;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int ftruncate64(int fd, off64_t length) {
    char path[PATH_MAX];
    struct stat status;
    int known = find(fd, path, &status) && recorded(path);
    int result = syscall(SYS_ftruncate, fd, length);
    if (known && result == 0) {
        struct record record = {.kind = TRUNCATE, .inode = status.st_ino, .number = length};
        say(record, path, NULL);
    }
    return result;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

/* Made here, or there already? Nothing comes between the making and its record. */
static int create(int at, const char *path, int flags, mode_t mode) {
    struct stat status;
    pthread_mutex_lock(&lock);
    int was = 0;
    int fd = syscall(SYS_openat, at, path, flags | O_EXCL, mode);
    if (fd < 0 && errno == EEXIST && !(flags & O_EXCL)) {
        was = 1;
        fd = syscall(SYS_openat, at, path, flags & ~O_CREAT, mode);
    }
    int kept = errno;
    if (fd >= 0 && fstat(fd, &status) == 0 && (!was || (flags & O_TRUNC))) {
        put((struct record){.kind = was ? TRUNCATE : CREATE, .inode = status.st_ino}, path, NULL);
    }
    pthread_mutex_unlock(&lock);
    errno = kept;
    return fd;
}

static int opened(int at, const char *path, int flags, mode_t mode) {
    if (!(flags & O_CREAT) || !recorded(path)) return syscall(SYS_openat, at, path, flags, mode);
    int fd;
    do fd = create(at, path, flags, mode);
    while (fd < 0 && errno == ENOENT && !(flags & O_EXCL) && access(path, F_OK) == 0);
    return fd;
}

static mode_t mode_of(int flags, va_list arguments) {
    return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(arguments, int) : 0;
}

#define OPEN(name, first, at)                         \
    int name(first const char *path, int flags, ...) { \
        va_list arguments;                             \
        va_start(arguments, flags);                    \
        mode_t mode = mode_of(flags, arguments);       \
        va_end(arguments);                             \
        return opened(at, path, flags, mode);          \
    }
#define COMMA ,
OPEN(open, , AT_FDCWD)
OPEN(open64, , AT_FDCWD)
OPEN(openat, int at COMMA, at)
OPEN(openat64, int at COMMA, at)

static int unlinked(int at, const char *path, int flags) {
    if (!recorded(path)) return syscall(SYS_unlinkat, at, path, flags);
    pthread_mutex_lock(&lock);
    int result = syscall(SYS_unlinkat, at, path, flags);
    int kept = errno;
    if (result == 0) put((struct record){.kind = UNLINK}, path, NULL);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return result;
}

int unlink(const char *path) { return unlinked(AT_FDCWD, path, 0); }
int unlinkat(int at, const char *path, int flags) { return unlinked(at, path, flags); }
int rmdir(const char *path) { return unlinked(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
    int result = unlinked(AT_FDCWD, path, 0);
    return result != 0 && errno == EISDIR ? rmdir(path) : result;
}

int rename(const char *from, const char *to) {
    if (!recorded(to)) return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    pthread_mutex_lock(&lock);
    int result = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    int kept = errno;
    if (result == 0) put((struct record){.kind = RENAME, .data_length = strlen(from)}, to, from);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return result;
}

int mkdir(const char *path, mode_t mode) {
    int result = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    struct stat status;
    if (result == 0 && recorded(path) && stat(path, &status) == 0) {
        say((struct record){.kind = MKDIR, .inode = status.st_ino}, path, NULL);
    }
    return result;
}

/* What is written through a mapping is not seen here: the test fails where one is made. */
void *mmap64(void *address, size_t length, int protection, int flags, int fd, off64_t offset) {
    char path[PATH_MAX];
    struct stat status;
    if (fd >= 0 && (flags & MAP_SHARED) && (protection & PROT_WRITE) && find(fd, path, &status) && recorded(path)) {
        say((struct record){.kind = MAP, .inode = status.st_ino}, path, NULL);
    }
    return (void *)syscall(SYS_mmap, address, length, protection, flags, fd, offset);
}

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset) {
    return mmap64(address, length, protection, flags, fd, offset);
}
