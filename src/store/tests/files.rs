//! Files and folders that are not what they should be: each ends in an error of its own kind, with a message that
//! names the place and a hint, and nothing that was there is changed.

use std::fs;
use std::path::Path;
use std::process::Command;

use rstest::rstest;
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

use super::*;

async fn refusal(dir: &Path, options: OpenOptions) -> StoreError {
    let error = Workspace::open(dir, options).await.expect_err("must be refused");
    assert!(
        error.message.contains(&dir.display().to_string()),
        "names the place: {error}"
    );
    assert!(
        error.hint.ends_with('.') && !error.message.ends_with('.'),
        "{error:?}"
    );
    error
}

/// A closed workspace with some samples.
async fn closed() -> tempfile::TempDir {
    let (place, _) = Place::with(50).await;
    place.workspace.close().await;
    place.dir
}

pub(super) async fn tamper(file: &Path, statements: &'static str) {
    let mut connection = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .connect()
        .await
        .unwrap();
    sqlx::raw_sql(statements).execute(&mut connection).await.unwrap();
    sqlx::Connection::close(connection).await.unwrap();
}

#[tokio::test]
async fn no_workspace_is_said_and_made_only_when_asked() {
    let dir = tempfile::tempdir().unwrap();
    let inside = dir.path().join("a/b");
    for options in [OpenOptions::write(), OpenOptions::read()] {
        assert_eq!(refusal(&inside, options).await.kind, StoreErrorKind::NoWorkspace);
        assert!(!inside.exists(), "nothing is made");
    }
    let made = Workspace::open(&inside, OpenOptions::create()).await.unwrap();
    assert!(made.was_empty() && Workspace::exists(&inside));
    assert_eq!(made.name(), "b");
    made.store().insert_samples(vec![sample(1)]).await.unwrap();
    made.close().await;
    assert_eq!(
        Workspace::create(&inside).await.unwrap_err().kind,
        StoreErrorKind::Exists
    );
    assert!(
        !Workspace::open(&inside, OpenOptions::create())
            .await
            .unwrap()
            .was_empty()
    );
}

#[rstest]
#[case::text(
    b"this is not a database, but a long enough text to be taken for one by its size alone ............"
)]
#[case::zeros(&[0; 4096])]
#[case::short(b"x")]
#[tokio::test]
async fn garbage_is_no_database(#[case] content: &[u8]) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(Workspace::FILE);
    fs::write(&file, content).unwrap();
    for options in [OpenOptions::create(), OpenOptions::read()] {
        assert_eq!(
            refusal(dir.path(), options).await.kind,
            StoreErrorKind::NotADatabase
        );
    }
    assert_eq!(fs::read(&file).unwrap(), content, "it is left as it was");
}

#[tokio::test]
async fn a_folder_in_place_of_the_file_is_no_database() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join(Workspace::FILE)).unwrap();
    assert_eq!(
        refusal(dir.path(), OpenOptions::create()).await.kind,
        StoreErrorKind::NotADatabase
    );
}

#[tokio::test]
async fn a_file_in_place_of_the_folder_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("file");
    fs::write(&path, "x").unwrap();
    assert_eq!(
        refusal(&path, OpenOptions::create()).await.kind,
        StoreErrorKind::Io
    );
}

#[tokio::test]
async fn an_empty_file_is_a_workspace_whose_making_was_interrupted() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(Workspace::FILE), "").unwrap();
    let error = refusal(dir.path(), OpenOptions::read()).await;
    assert_eq!(error.kind, StoreErrorKind::NoWorkspace);
    let workspace = Workspace::open(dir.path(), OpenOptions::write()).await.unwrap();
    assert!(workspace.was_empty());
    workspace.store().insert_samples(vec![sample(1)]).await.unwrap();
}

#[rstest]
#[case::unmarked("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine')")]
#[case::marked("PRAGMA application_id = 77; CREATE TABLE notes (text TEXT)")]
#[case::versioned("PRAGMA user_version = 3")]
#[tokio::test]
async fn a_database_of_another_program_is_left_alone(#[case] statements: &'static str) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(Workspace::FILE);
    tamper(&file, statements).await;
    let before = fs::read(&file).unwrap();
    for options in [OpenOptions::create(), OpenOptions::read()] {
        assert_eq!(refusal(dir.path(), options).await.kind, StoreErrorKind::Foreign);
    }
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[tokio::test]
async fn a_newer_or_older_layout_is_said() {
    let dir = closed().await;
    let path = dir.path().join("w");
    tamper(&path.join(Workspace::FILE), "PRAGMA user_version = 99").await;
    for options in [OpenOptions::write(), OpenOptions::read()] {
        let error = refusal(&path, options).await;
        assert_eq!(error.kind, StoreErrorKind::Newer);
        assert!(error.message.contains("99"), "{error}");
    }
    tamper(&path.join(Workspace::FILE), "PRAGMA user_version = 0").await;
    assert_eq!(
        refusal(&path, OpenOptions::read()).await.kind,
        StoreErrorKind::Older
    );
}

#[rstest]
#[case::in_the_header(60)]
#[case::in_a_page(5000)]
#[case::at_a_page(8192)]
#[tokio::test]
async fn a_cut_off_file_is_noticed_at_once(#[case] left: u64) {
    let dir = closed().await;
    let path = dir.path().join("w");
    let file = fs::File::options()
        .write(true)
        .open(path.join(Workspace::FILE))
        .unwrap();
    file.set_len(left).unwrap();
    for options in [OpenOptions::write(), OpenOptions::read()] {
        assert_eq!(refusal(&path, options).await.kind, StoreErrorKind::Damaged);
    }
    assert_eq!(file.metadata().unwrap().len(), left);
}

#[tokio::test]
async fn damage_in_the_middle_is_found_by_the_check() {
    let dir = closed().await;
    let path = dir.path().join("w");
    let file = path.join(Workspace::FILE);
    let mut bytes = fs::read(&file).unwrap();
    // Everywhere: pages keep stale copies that nothing reads.
    let found: Vec<usize> = (0..bytes.len() - 9)
        .filter(|at| bytes[*at..].starts_with(b"Depot 17 "))
        .collect();
    assert!(!found.is_empty());
    for at in found {
        bytes[at + 6] = b'9';
    }
    fs::write(&file, &bytes).unwrap();
    let workspace = Workspace::open(&path, OpenOptions::write()).await.unwrap();
    let report = workspace.store().check_integrity().await.unwrap();
    assert!(!report.is_sound(), "a single changed digit");
    workspace.close().await;

    let half = bytes.len() / 2;
    bytes[half..half + 8192].fill(0xa5);
    fs::write(&file, &bytes).unwrap();
    let outcome = match Workspace::open(&path, OpenOptions::read()).await {
        Ok(workspace) => workspace.store().check_integrity().await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(report) => assert!(!report.is_sound()),
        Err(error) => assert_eq!(error.kind, StoreErrorKind::Damaged, "{error}"),
    }
}

#[rstest]
#[case("UPDATE samples SET state = 'accepted' WHERE seq = 7", "noted as accepted")]
#[case("UPDATE lanes SET size = size + 1", "counts by state")]
#[case("UPDATE search_texts SET text = 'x' WHERE sample = 7", "found by its text")]
#[case("DELETE FROM standing", "decisions in force")]
#[case("INSERT INTO redoable VALUES (1, 1)", "can be redone")]
#[case("UPDATE samples SET turn = 5 WHERE seq = 7", "by its history")]
#[case("UPDATE samples SET title = 'x' WHERE seq = 7", "listed as something")]
#[case("DELETE FROM parents WHERE sample = 7", "other parents")]
#[case("DELETE FROM current_verdicts", "missing from the current ones")]
#[case(
    "INSERT INTO walks (id, plan, events, begun) VALUES ('w', '{}', 2, 0)",
    "lost events"
)]
#[case(
    "DROP TRIGGER versions_stay; UPDATE versions SET record = replace(record, 'market', 'bazaar') WHERE sample = 7",
    "not what was saved"
)]
#[tokio::test]
async fn what_does_not_follow_from_history_is_found(
    #[case] statements: &'static str,
    #[case] complaint: &str,
) {
    let (place, samples) = Place::with(20).await;
    place
        .store()
        .decide(decision(&samples[0], DecisionKind::Accept))
        .await
        .unwrap();
    let verdicts = vec![verdict(&samples[1], CheckId::Frame, VerdictKind::Fail)];
    place
        .store()
        .put_verdicts(samples[1].id, 1, verdicts, None)
        .await
        .unwrap();
    place.workspace.close().await;
    let path = place.dir.path().join("w");
    tamper(&path.join(Workspace::FILE), statements).await;
    let workspace = Workspace::open(&path, OpenOptions::read()).await.unwrap();
    let report = workspace.store().check_integrity().await.unwrap();
    assert!(
        report.problems.iter().any(|problem| problem.contains(complaint)),
        "{report:?}"
    );
}

#[tokio::test]
async fn a_second_writer_is_told_who_is_first_and_readers_are_welcome() {
    let (place, samples) = Place::with(2).await;
    let path = place.workspace.dir().to_owned();
    let error = refusal(&path, OpenOptions::write()).await;
    assert_eq!(error.kind, StoreErrorKind::InUse);
    assert!(error.message.contains(&std::process::id().to_string()), "{error}");

    let reader = Workspace::open(&path, OpenOptions::read()).await.unwrap();
    place
        .store()
        .decide(decision(&samples[0], DecisionKind::Accept))
        .await
        .unwrap();
    assert_eq!(
        reader.store().counts().await.unwrap().accepted,
        1,
        "it sees what was just saved"
    );
    let refused = reader.store().undo("eve").await.unwrap_err();
    assert_eq!(refused.kind, StoreErrorKind::ReadOnly);
    reader.close().await;

    place.workspace.close().await;
    let next = Workspace::open(&path, OpenOptions::write()).await.unwrap();
    assert_eq!(next.store().counts().await.unwrap().accepted, 1);
}

/// Root may write anywhere, so the tests below need a file system that cannot be written and one that is full: they
/// run themselves again inside a mount namespace of their own, where the machine allows that.
fn in_namespace(mount: &str, stages: [&str; 2], between: &str) -> bool {
    let dir = tempfile::tempdir().unwrap();
    let namespace = ["--user", "--map-root-user", "--mount"];
    let allowed = Command::new("unshare")
        .args(namespace)
        .args(["sh", "-c", "mount -t tmpfs -o size=64k none \"$1\"", "sh"])
        .arg(dir.path())
        .output()
        .is_ok_and(|output| output.status.success());
    if !allowed {
        eprintln!("skipped {stages:?}: this machine allows no mount namespaces");
        return false;
    }
    let output = Command::new("unshare")
        .args(namespace)
        .args([
            "sh",
            "-c",
            &format!(
                "{mount} && \"$2\" --exact \"$3\" --ignored --nocapture && {between} && \
                 \"$2\" --exact \"$4\" --ignored --nocapture"
            ),
            "sh",
        ])
        .arg(dir.path())
        .arg(std::env::current_exe().unwrap())
        .args(stages.map(|stage| format!("store::tests::files::{stage}")))
        .env("STEPWELL_TEST_MOUNT", dir.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && told.matches("1 passed").count() == stages.len(),
        "{told}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    true
}

#[test]
fn a_full_disk_and_a_read_only_folder_end_in_their_own_errors() {
    // The system makes nothing read-only while a file is open for writing: the process that wrote must have ended.
    in_namespace(
        "mount -t tmpfs -o size=4m none \"$1\"",
        ["inside_a_small_file_system", "inside_a_read_only_file_system"],
        "mount -o remount,bind,ro \"$1\"",
    );
}

fn mounted() -> std::path::PathBuf {
    std::path::PathBuf::from(std::env::var_os("STEPWELL_TEST_MOUNT").unwrap())
}

#[tokio::test]
#[ignore = "runs inside the mount namespace that the test above makes"]
async fn inside_a_small_file_system() {
    let mount = mounted();
    let path = mount.join("w");
    let workspace = Workspace::create(&path).await.unwrap();
    let store = workspace.store();
    store.insert_samples(vec![sample(0)]).await.unwrap();
    store
        .decide(decision(&sample(0), DecisionKind::Accept))
        .await
        .unwrap();
    let filler = mount.join("filler");
    let mut bytes = 4 << 20;
    // Writes until not even a kilobyte fits.
    while bytes > 512 {
        let mut file = fs::File::options()
            .create(true)
            .append(true)
            .open(&filler)
            .unwrap();
        if std::io::Write::write_all(&mut file, &vec![0; bytes]).is_err() {
            bytes /= 2;
        }
    }
    let mut refused = None;
    for number in 1..5000 {
        if let Err(error) = store.insert_samples(vec![sample(number)]).await {
            refused = Some((number, error));
            break;
        }
    }
    let (number, error) = refused.expect("the disk is full");
    assert_eq!(error.kind, StoreErrorKind::Full, "{error}");
    assert_eq!(
        store.counts().await.unwrap().samples,
        number as u64,
        "what was acknowledged is there"
    );
    fs::remove_file(&filler).unwrap();
    store.insert_samples(vec![sample(number)]).await.unwrap();
    assert_eq!(store.counts().await.unwrap().samples, number as u64 + 1);
    workspace.close().await;
}

#[tokio::test]
#[ignore = "runs inside the mount namespace that the test above makes, after the one before"]
async fn inside_a_read_only_file_system() {
    let mount = mounted();
    let path = mount.join("w");
    let error = refusal(&path, OpenOptions::write()).await;
    assert_eq!(error.kind, StoreErrorKind::ReadOnly, "{error}");
    let error = refusal(&mount.join("new"), OpenOptions::create()).await;
    assert_eq!(error.kind, StoreErrorKind::ReadOnly, "{error}");
    let reader = Workspace::open(&path, OpenOptions::read()).await.unwrap();
    assert_eq!(reader.store().counts().await.unwrap().accepted, 1);
    assert!(reader.store().check_integrity().await.unwrap().is_sound());
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_without_permission_to_write_is_read_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = closed().await;
    let path = dir.path().join("w");
    fs::remove_file(path.join("stepwell.lock")).unwrap();
    fs::set_permissions(path.join(Workspace::FILE), fs::Permissions::from_mode(0o444)).unwrap();
    let file_only = Workspace::open(&path, OpenOptions::write()).await.map(drop);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(path.join("probe"), "").is_ok() {
        eprintln!("skipped: this user may write anywhere; the test in the mount namespace stands in");
    } else {
        assert_eq!(file_only.unwrap_err().kind, StoreErrorKind::ReadOnly);
        assert_eq!(
            refusal(&path, OpenOptions::write()).await.kind,
            StoreErrorKind::ReadOnly
        );
        let reader = Workspace::open(&path, OpenOptions::read()).await.unwrap();
        assert_eq!(reader.store().counts().await.unwrap().samples, 50);
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}
