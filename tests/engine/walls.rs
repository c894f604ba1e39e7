//! What a program may not have, asked for through Python and, past all of Python's own manners, through the C library.

use std::fmt::Write as _;

use stepwell::program::ErrorKind;

use super::{found, limits, pool, ran_in_python};

/// What each of these raises when nothing catches it must be forbidden.
const THROUGH_PYTHON: &[(&str, &str)] = &[
    ("read a file", "open('/etc/passwd').read()"),
    ("read a file that is not there", "open('data.csv').read()"),
    ("write a file", "open('/tmp/stepwell-was-here', 'w')"),
    ("write beside the program", "open('here.txt', 'w')"),
    ("append", "open('/var/tmp/stepwell-was-here', 'a')"),
    (
        "path",
        "import pathlib; pathlib.Path('/etc/hostname').read_text()",
    ),
    ("low-level open", "import os; os.open('/etc/passwd', os.O_RDONLY)"),
    ("own memory", "open('/proc/self/maps').read()"),
    ("processes", "import os; os.listdir('/proc')"),
    ("root", "import os; os.listdir('/')"),
    ("scan", "import os; list(os.scandir('/home'))"),
    ("delete", "import os; os.remove('/tmp/stepwell-was-here')"),
    ("folder", "import os; os.mkdir('/tmp/stepwell-was-here')"),
    ("rename", "import os; os.rename('/tmp', '/tmp2')"),
    ("mode", "import os; os.chmod('/tmp', 0o777)"),
    ("tree", "import shutil; shutil.rmtree('/tmp/stepwell-was-here')"),
    ("temporary", "import tempfile; tempfile.NamedTemporaryFile()"),
    (
        "database",
        "import sqlite3; open('/tmp/stepwell-was-here.db', 'wb')",
    ),
    ("shell", "import os; os.system('id')"),
    ("popen", "import os; os.popen('id').read()"),
    ("subprocess", "import subprocess; subprocess.run(['id'])"),
    ("fork", "import os; os.fork()"),
    ("exec", "import os; os.execv('/bin/sh', ['sh'])"),
    ("spawn", "import os; os.posix_spawn('/bin/sh', ['sh'], {})"),
    (
        "multiprocessing",
        "import multiprocessing as m; m.Process(target=print).start()",
    ),
    (
        "thread",
        "import threading; threading.Thread(target=print).start()",
    ),
    (
        "pool",
        "from concurrent.futures import ThreadPoolExecutor as T; T(1).submit(print).result()",
    ),
    ("kill", "import os; os.kill(os.getppid(), 9)"),
    ("socket", "import socket; socket.socket()"),
    (
        "connect",
        "import socket; socket.create_connection(('127.0.0.1', 80))",
    ),
    (
        "web",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1/')",
    ),
    (
        "name service",
        "import socket; socket.getaddrinfo('localhost', 80)",
    ),
    (
        "limits",
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1, 1))",
    ),
    ("input", "input()"),
    ("pandas file", "import io; io.open('table.csv')"),
];

#[tokio::test]
async fn what_a_program_may_not_have_is_forbidden() {
    let Some(python) = found().await else { return };
    let pool = pool();
    for (name, code) in THROUGH_PYTHON {
        let run = pool
            .run(
                &format!("print('start')\n{code}\nprint('got in')\n"),
                &limits(&python),
            )
            .await;
        assert!(ran_in_python(&run), "{name}: {run:?}");
        assert_eq!(run.stdout, "start\n", "{name}");
        let error = run.error.expect(name);
        assert_eq!(
            (error.kind, error.line),
            (ErrorKind::Forbidden, Some(2)),
            "{name}: {error:?}"
        );
    }
    for left in [
        "/tmp/stepwell-was-here",
        "/var/tmp/stepwell-was-here",
        "/tmp/stepwell-was-here.db",
    ] {
        assert!(!std::path::Path::new(left).exists(), "{left}");
    }
}

/// Calls of the C library, each of which gives -1 where it is refused.
#[cfg(target_arch = "x86_64")]
const THROUGH_C: &[(&str, &str)] = &[
    ("read a file", "c.open(b'/etc/passwd', 0)"),
    ("read a home", "c.open(b'/root', 0)"),
    ("read memory", "c.open(b'/proc/self/mem', 2)"),
    (
        "read an environment",
        "c.open(b'/proc/%d/environ' % c.getppid(), 0)",
    ),
    ("read a device", "c.open(b'/dev/null', 0)"),
    ("create", "c.open(b'/tmp/stepwell-was-here', 0o101, 0o600)"),
    (
        "create beside Python",
        "c.open(sys.prefix.encode() + b'/stepwell-was-here', 0o101, 0o600)",
    ),
    ("overwrite Python", "c.open(os.__file__.encode(), 2)"),
    ("truncate", "c.truncate(os.__file__.encode(), 0)"),
    ("delete", "c.unlink(os.__file__.encode())"),
    ("rename", "c.rename(os.__file__.encode(), b'/tmp/os.py')"),
    ("link", "c.symlink(b'/etc', b'/tmp/stepwell-was-here')"),
    ("folder", "c.mkdir(b'/tmp/stepwell-was-here', 0o700)"),
    ("mode", "c.chmod(b'/tmp', 0o777)"),
    ("owner", "c.chown(b'/tmp', 0, 0)"),
    ("times", "c.utimes(b'/tmp', None)"),
    ("attribute", "c.setxattr(b'/tmp', b'user.a', b'b', 1, 0)"),
    ("pipe in the tree", "c.mkfifo(b'/tmp/stepwell-was-here', 0o600)"),
    ("other folder", "c.chdir(b'/tmp')"),
    ("other root", "c.chroot(b'/tmp')"),
    ("internet", "c.socket(2, 1, 0)"),
    ("datagrams", "c.socket(2, 2, 0)"),
    ("unix socket", "c.socket(1, 1, 0)"),
    ("netlink", "c.socket(16, 3, 0)"),
    ("raw packets", "c.socket(17, 3, 0)"),
    ("socket pair", "c.socketpair(1, 1, 0, (ctypes.c_int * 2)())"),
    ("fork", "c.fork()"),
    ("raw fork", "c.syscall(57)"),
    ("raw vfork", "c.syscall(58)"),
    ("raw clone", "c.syscall(56, 17, 0, 0, 0, 0)"),
    (
        "raw clone3",
        "c.syscall(435, ctypes.create_string_buffer(88), 88)",
    ),
    ("system", "-1 if c.system(b'true') else 0"),
    ("signal to the worker", "c.kill(c.getppid(), 0)"),
    ("signal to all", "c.kill(-1, 0)"),
    (
        "signal to a thread",
        "c.syscall(234, c.getppid(), c.getppid(), 0)",
    ),
    ("handle of a process", "c.syscall(434, c.getppid(), 0)"),
    ("trace", "c.ptrace(16, c.getppid(), 0, 0)"),
    ("memory of another", "c.syscall(310, c.getppid(), 0, 0, 0, 0, 0)"),
    ("mount", "c.mount(b'none', b'/tmp', b'tmpfs', 0, 0)"),
    ("unmount", "c.umount2(b'/tmp', 0)"),
    ("new mount", "c.syscall(428, -100, b'/', 0)"),
    ("namespace", "c.unshare(0x10000000)"),
    ("join a namespace", "c.setns(0, 0)"),
    ("io_uring", "c.syscall(425, 8, ctypes.create_string_buffer(120))"),
    ("bpf", "c.syscall(321, 0, ctypes.create_string_buffer(120), 120)"),
    ("keys", "c.syscall(250, 0, -3, 0)"),
    ("new key", "c.syscall(248, b'user', b'a', b'b', 1, -3)"),
    (
        "performance counters",
        "c.syscall(298, ctypes.create_string_buffer(128), 0, -1, -1, 0)",
    ),
    ("page faults", "c.syscall(323, 0)"),
    ("file in memory", "c.memfd_create(b'a', 0)"),
    ("shared memory", "c.shmget(0, 4096, 0o1600)"),
    ("messages", "c.msgget(0, 0o1600)"),
    ("file handle", "c.syscall(304, -100, 0, 0)"),
    ("module", "c.syscall(175, 0, 0, b'')"),
    ("reboot", "c.syscall(169, 0, 0, 0, 0)"),
    ("clock", "c.syscall(227, 0, ctypes.create_string_buffer(16))"),
    ("host name", "c.sethostname(b'a', 1)"),
    ("user", "c.setuid(c.getuid())"),
    ("groups", "c.setgroups(0, 0)"),
    ("session", "c.setsid()"),
    ("priority", "c.setpriority(0, 0, 0)"),
    ("more files", "c.setrlimit(7, (ctypes.c_ulong * 2)(16, 16))"),
    ("outlive the worker", "c.prctl(1, 0, 0, 0, 0)"),
    ("new filter", "c.prctl(22, 1, 0, 0, 0)"),
    ("personality", "c.syscall(135, 0x0040000)"),
    ("alarm", "c.setitimer(0, ctypes.create_string_buffer(32), None)"),
    ("owner of signals", "c.fcntl(0, 8, c.getppid())"),
    ("terminal", "c.ioctl(0, 0x5412, b'a')"),
    ("old numbers", "c.syscall(0x40000000 + 2, b'/etc/passwd', 0)"),
    (
        "execute",
        "c.execv(b'/bin/sh', (ctypes.c_char_p * 2)(b'sh', None))",
    ),
    (
        "execute something else",
        "c.syscall(322, -100, b'/bin/sh', 0, 0, 0)",
    ),
];

#[cfg(target_arch = "x86_64")]
#[tokio::test]
async fn the_walls_hold_against_the_c_library() {
    let Some(python) = found().await else { return };
    let mut program = "import ctypes, os, sys\nc = ctypes.CDLL(None, use_errno=True)\n".to_owned();
    for (name, call) in THROUGH_C {
        write!(
            program,
            "ctypes.set_errno(0)\ngiven = {call}\nerrno = ctypes.get_errno()\n\
             print({name:?}, 'refused' if given == -1 and errno in (1, 13) else f'got {{given}} ({{errno}})')\n"
        )
        .expect("writing to a string");
    }
    program.push_str("print('alive')\n");
    let run = pool().run(&program, &limits(&python)).await;
    if let Some(error) = &run.error
        && error.name == "import _ctypes"
    {
        eprintln!("skipped: {}", error.message);
        return;
    }
    assert_eq!(run.error, None, "{}", run.stdout);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), THROUGH_C.len() + 1, "{}", run.stdout);
    for line in &lines[..THROUGH_C.len()] {
        assert!(line.ends_with(" refused"), "{line}");
    }
}

#[tokio::test]
async fn nothing_of_the_user_is_there() {
    let Some(python) = found().await else { return };
    let program = "import os, sys\n\
        print(*sorted(os.environ))\n\
        print(os.getcwd(), sys.argv, [p for p in sys.path if not p])\n\
        print(os.path.expanduser('~'))\n";
    let run = pool().run(program, &limits(&python)).await;
    assert_eq!(run.error, None, "{}", run.stdout);
    let first = run.stdout.lines().next().unwrap();
    let ours = "HOME LC_ALL MALLOC_ARENA_MAX MKL_NUM_THREADS NUMEXPR_NUM_THREADS OMP_NUM_THREADS \
        OPENBLAS_NUM_THREADS PYTHONHASHSEED PYTHONNOUSERSITE TZ";
    assert_eq!(first, ours);
    assert!(run.stdout.contains("/ ['program.py'] []"), "{}", run.stdout);
}
