/* sandbox.c - what a worker may do once it is about to read other people's bytes: compute, talk to
 * its socket, and read the fonts and word lists. Limits of the kernel first, then Landlock for the
 * file system, then a list of system calls; a kernel without one of the last two leaves the others.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/sanitized.h"
#include "batch/parts.h"

/* Its socket, the input, a few files of fonts and words at the same time. */
enum { FILES_MAX = 64 };

static void limit(int what, rlim_t value)
{
  setrlimit((__rlimit_resource_t)what, &(struct rlimit){value, value});
}

static void close_limits(void)
{
#ifndef IS_SANITIZED /* its shadow is terabytes of address space */
  /* A text of the largest input (256 MiB by default) takes less; what asks for more is an attack.
   */
  static const rlim_t MEMORY_MAX = (rlim_t)8 << 30;
  limit(RLIMIT_AS, MEMORY_MAX);
#endif
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, FILES_MAX);
  limit(RLIMIT_CORE, 0);
}

void sandbox_allow_cpu(uint32_t seconds)
{
  struct rusage used;
  if (getrusage(RUSAGE_SELF, &used) != 0)
    return;
  rlim_t soft = (rlim_t)used.ru_utime.tv_sec + (rlim_t)used.ru_stime.tv_sec + seconds + 1;
  setrlimit(RLIMIT_CPU, &(struct rlimit){soft, RLIM_INFINITY});
}

static long landlock_version(void)
{
  return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

uint32_t sandbox_walls(void)
{
  uint32_t walls = landlock_version() > 0 ? SANDBOX_LANDLOCK : 0;
  if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0)
    walls |= SANDBOX_SECCOMP;
  return walls;
}

/* The kernel's numbers, where its headers are older than what is run on. */
#ifndef LANDLOCK_ACCESS_FS_REFER
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

/* What version 1 knows is handled everywhere. */
static uint64_t handled(long version)
{
  uint64_t rights =
      LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |
      LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
      LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
      LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
      LANDLOCK_ACCESS_FS_MAKE_SYM;
  if (version >= 2)
    rights |= LANDLOCK_ACCESS_FS_REFER;
  if (version >= 3)
    rights |= LANDLOCK_ACCESS_FS_TRUNCATE;
  return rights;
}

static bool close_files(const struct batch_maker *maker)
{
  long version = landlock_version();
  if (version <= 0)
    return true;
  struct landlock_ruleset_attr rules = {.handled_access_fs = handled(version)};
  int fd = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
  if (fd < 0)
    return false;
  for (size_t i = 0; i < maker->folder_count; i++) {
    struct landlock_path_beneath_attr rule = {
        .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
        .parent_fd = open(maker->folders[i], O_PATH | O_CLOEXEC)};
    if (rule.parent_fd < 0) /* a package that is not installed */
      continue;
    struct stat st;
    if (fstat(rule.parent_fd, &st) == 0 && !S_ISDIR(st.st_mode))
      rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
    syscall(SYS_landlock_add_rule, fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
  }
  bool sound = syscall(SYS_landlock_restrict_self, fd, 0) == 0;
  close(fd);
  return sound;
}

/* Of libc, malloc and the libraries while they compute; opening is held to the folders by Landlock,
 * and to reading here. pcre2's JIT needs memory that can be run. */
static const char *const calls[] = {
    "read",
    "pread64",
    "readv",
    "lseek",
    "close",
    "fstat",
    "newfstatat",
    "statx",
    "access",
    "faccessat",
    "faccessat2",
    "getdents64",
    "fcntl",
    "readlink",
    "readlinkat",
    "recvmsg",
    "recvfrom",
    "sendmsg",
    "sendto",
    "write",
    "writev",
    "poll",
    "ppoll",
    "mmap",
    "munmap",
    "mremap",
    "mprotect",
    "madvise",
    "brk",
    "futex",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "sigaltstack",
    "getpid",
    "gettid",
    "clock_gettime",
    "clock_getres",
    "gettimeofday",
    "getrandom",
    "getrusage",
    "sched_yield",
    "sysinfo",
    "exit",
    "exit_group",
    "restart_syscall",
    "sched_getaffinity",
    "rseq",
    "set_robust_list",
    "uname",
    "stat",
    "membarrier",
};

/* Not every machine has all of them. */
static void add_rules(scmp_filter_ctx filter, uint32_t action, const char *const *names,
                      size_t count)
{
  for (size_t i = 0; i < count; i++) {
    int call = seccomp_syscall_resolve_name(names[i]);
    if (call != __NR_SCMP_ERROR)
      seccomp_rule_add(filter, action, call, 0);
  }
}

static bool add_calls(scmp_filter_ctx filter)
{
  add_rules(filter, SCMP_ACT_ALLOW, calls, sizeof calls / sizeof *calls);
  /* abort() signals its own thread; nobody else's. */
  return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                          SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid())) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                          SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY)) ==
             0 &&
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2, SCMP_A0(SCMP_CMP_EQ, 0),
                          SCMP_A1(SCMP_CMP_EQ, RLIMIT_CPU)) == 0;
}

static bool close_calls(void)
{
  if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) < 0)
    return true;
  /* Refused calls fail rather than kill: a library that asks for more than it needs goes on
   * without. */
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  bool sound = filter && add_calls(filter) && seccomp_load(filter) == 0;
  if (filter)
    seccomp_release(filter);
  return sound;
}

bool sandbox_close(const struct batch_maker *maker)
{
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return false;
  bool sound = close_files(maker);
  close_limits();
  return sound && close_calls();
}

/* --- a converter
 * ----------------------------------------------------------------------------------- */

/* It may read and run what the user may, and write nothing but to what is open. */
static bool close_writing(void)
{
  static const uint64_t reading =
      LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE;
  long version = landlock_version();
  if (version <= 0)
    return true;
  struct landlock_ruleset_attr rules = {.handled_access_fs = handled(version)};
  struct landlock_path_beneath_attr rule = {.allowed_access = reading,
                                            .parent_fd = open("/", O_PATH | O_CLOEXEC)};
  int fd = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
  bool sound = fd >= 0 && rule.parent_fd >= 0 &&
               syscall(SYS_landlock_add_rule, fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0 &&
               syscall(SYS_landlock_restrict_self, fd, 0) == 0;
  if (rule.parent_fd >= 0)
    close(rule.parent_fd);
  if (fd >= 0)
    close(fd);
  return sound;
}

/* No connections, no other processes' affairs, no news of the kernel, and what Landlock does not
 * know of files: their rights, owners, times and attributes. */
static const char *const refused[] = {
    "socket",
    "socketpair",
    "connect",
    "bind",
    "accept",
    "accept4",
    "listen",
    "sendto",
    "ptrace",
    "kill",
    "tkill",
    "rt_sigqueueinfo",
    "rt_tgsigqueueinfo",
    "pidfd_open",
    "pidfd_getfd",
    "pidfd_send_signal",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "process_mrelease",
    "kcmp",
    "setpriority",
    "ioprio_set",
    "sched_setscheduler",
    "sched_setparam",
    "sched_setattr",
    "migrate_pages",
    "move_pages",
    "shmget",
    "shmat",
    "shmctl",
    "semget",
    "semop",
    "semctl",
    "msgget",
    "msgsnd",
    "msgrcv",
    "msgctl",
    "mq_open",
    "mq_unlink",
    "io_uring_setup",
    "bpf",
    "userfaultfd",
    "perf_event_open",
    "keyctl",
    "add_key",
    "request_key",
    "mount",
    "umount2",
    "unshare",
    "setns",
    "truncate",
    "truncate64",
    "chmod",
    "fchmod",
    "fchmodat",
    "fchmodat2",
    "chown",
    "lchown",
    "fchown",
    "fchownat",
    "utime",
    "utimes",
    "futimesat",
    "utimensat",
    "setxattr",
    "lsetxattr",
    "fsetxattr",
    "setxattrat",
    "removexattr",
    "lremovexattr",
    "fremovexattr",
    "removexattrat",
    "file_setattr",
};

static bool refuse_calls(scmp_filter_ctx filter)
{
  add_rules(filter, SCMP_ACT_ERRNO(EPERM), refused, sizeof refused / sizeof *refused);
  /* Its flags cannot be looked at; callers know kernels that lack it. */
  int openat2 = seccomp_syscall_resolve_name("openat2");
  return openat2 == __NR_SCMP_ERROR ||
         seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), openat2, 0) == 0;
}

/* Calls that are refused for what they are asked: the kernel reads 32 bits of it. */
static bool refuse_uses(scmp_filter_ctx filter)
{
  static const struct {
    const char *call;
    unsigned at; /* argument */
    uint32_t mask, value;
  } uses[] = {
      /* Landlock's first versions let a file be cut that is opened for reading. */
      {"open", 1, O_TRUNC, O_TRUNC},
      {"openat", 2, O_TRUNC, O_TRUNC},
      /* Whom the kernel signals when something can be read. */
      {"fcntl", 1, UINT32_MAX, F_SETOWN},
      {"fcntl", 1, UINT32_MAX, F_SETOWN_EX},
      /* A file's flags; keys as if pressed at the user's terminal. */
      {"ioctl", 1, UINT32_MAX, FS_IOC_SETFLAGS},
      {"ioctl", 1, UINT32_MAX, FS_IOC_FSSETXATTR},
      {"ioctl", 1, UINT32_MAX, TIOCSTI},
      {"ioctl", 1, UINT32_MAX, TIOCLINUX},
  };

  bool sound = true;
  for (size_t i = 0; sound && i < sizeof uses / sizeof *uses; i++) {
    int call = seccomp_syscall_resolve_name(uses[i].call);
    sound = call < 0 || seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 1,
                                         SCMP_CMP(uses[i].at, SCMP_CMP_MASKED_EQ, uses[i].mask,
                                                  uses[i].value)) == 0;
  }
  /* abort() signals its own thread; nobody else's. */
  return sound && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(tgkill), 1,
                                   SCMP_A0(SCMP_CMP_NE, (scmp_datum_t)getpid())) == 0;
}

static bool close_outside(void)
{
  if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) < 0)
    return true;
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  bool sound = filter && refuse_calls(filter) && refuse_uses(filter) && seccomp_load(filter) == 0;
  if (filter)
    seccomp_release(filter);
  return sound;
}

bool sandbox_close_program(void)
{
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && close_writing() && close_outside();
}
