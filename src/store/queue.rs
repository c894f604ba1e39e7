//! Pages of samples in an order, by key.

use serde::{Deserialize, Serialize};
use sqlx::{Connection as _, SqliteConnection};

use super::Store;
use super::codec::{count, from_word, limit, number, pattern, sample_id};
use super::error::Result;
use crate::check::VerdictKind;
use crate::review::{Place, QueueOrder, ReviewState, WorstVerdict};
use crate::sample::{Operator, SampleId};

/// Which samples, in what order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueQuery {
    /// Samples in one of these states.
    pub states: Vec<ReviewState>,
    /// In this order.
    pub order: QueueOrder,
    /// Whose problem or identity holds this text, in upper or lower case; `None` for all.
    pub text: Option<String>,
}

/// What waits for a decision, the most suspicious first.
impl Default for QueueQuery {
    fn default() -> Self {
        Self {
            states: vec![ReviewState::Pending, ReviewState::Skipped],
            order: QueueOrder::default(),
            text: None,
        }
    }
}

/// A position in a list: that of a sample when its item was read. It stays usable when the sample has moved on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct QueueKey {
    place: Place,
    arrival: i64,
}

/// Towards the end of a list or towards its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// To what comes later in the list.
    Forward,
    /// To what comes earlier.
    Backward,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueItem {
    /// The sample.
    pub id: SampleId,
    /// Where it stands in the list.
    pub key: QueueKey,
    /// Its current version.
    pub version: u32,
    /// First line of the problem, cleaned and shortened.
    pub title: String,
    /// How it was derived, if it was.
    pub operator: Option<Operator>,
    /// Derivations between it and its farthest seed.
    pub depth: u32,
    /// Where it stands.
    pub state: ReviewState,
    /// The probability that a person would reject or edit the current version, in thousandths; `None` until a check has
    /// looked at it.
    pub suspicion: Option<u16>,
    /// The worst verdict on the current version; `None` when no check has looked at it.
    pub worst: Option<VerdictKind>,
    /// The first check with that verdict and what it says, cleaned and shortened; empty when all pass.
    pub reason: String,
}

type ItemRow = (
    String,
    i64,
    String,
    Option<String>,
    i64,
    String,
    String,
    String,
    i64,
    i64,
    i64,
    Option<i64>,
);

/// One stretch of an order, sorted by one number: a lane by turn, or a state by arrival.
#[derive(Debug, Clone, Copy)]
enum Stretch {
    Lane(i64),
    State(ReviewState),
}

macro_rules! items {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, s.version, s.title, s.operator, s.depth, s.state, s.suspicion, s.reason, s.lane, s.turn, \
             s.seq, s.score FROM samples s WHERE ",
            $rest
        )
    };
    ($stretch:literal, $order:literal) => {
        concat!(
            "SELECT s.id, s.version, s.title, s.operator, s.depth, s.state, s.suspicion, s.reason, s.lane, s.turn, \
             s.seq, s.score FROM samples s WHERE ",
            $stretch,
            " AND ($3 = '' OR EXISTS (SELECT 1 FROM search_texts t WHERE t.sample = s.seq \
             AND t.text LIKE $3 ESCAPE '\\')) \
             AND ($4 = '' OR EXISTS (SELECT 1 FROM search_texts t WHERE t.sample = s.seq \
             AND t.text LIKE $4 ESCAPE '\\')) ORDER BY ",
            $order,
            " LIMIT $5"
        )
    };
}

macro_rules! counting {
    ($stretch:literal) => {
        concat!(
            "SELECT count(*) FROM samples s WHERE ",
            $stretch,
            " AND ($3 = '' OR EXISTS (SELECT 1 FROM search_texts t WHERE t.sample = s.seq \
             AND t.text LIKE $3 ESCAPE '\\'))"
        )
    };
}

impl Store {
    /// The first `page` items behind `after`; from the start of the list for `None`.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn queue(
        &self,
        query: &QueueQuery,
        after: Option<QueueKey>,
        page: usize,
    ) -> Result<Vec<QueueItem>> {
        self.page(query, "", after, page, Direction::Forward).await
    }

    /// The last `page` items before `before`, in the order of the list; from its end for `None`.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn queue_before(
        &self,
        query: &QueueQuery,
        before: Option<QueueKey>,
        page: usize,
    ) -> Result<Vec<QueueItem>> {
        let mut items = self.page(query, "", before, page, Direction::Backward).await?;
        items.reverse();
        Ok(items)
    }

    /// The nearest item behind or before `from` whose problem or identity holds `text`; from the start or the end of
    /// the list for `None`. It reads the texts between, so ask for it off the event loop.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn find(
        &self,
        query: &QueueQuery,
        text: &str,
        from: Option<QueueKey>,
        direction: Direction,
    ) -> Result<Option<QueueItem>> {
        Ok(self.page(query, text, from, 1, direction).await?.pop())
    }

    /// One sample as an item of any list; `None` when there is no such sample.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn queue_item(&self, id: SampleId) -> Result<Option<QueueItem>> {
        let row: Option<ItemRow> = sqlx::query_as(items!("s.id = $1"))
            .bind(id.to_string())
            .fetch_optional(&mut *self.reader().await?)
            .await
            .map_err(|error| self.located(error))?;
        row.map(item).transpose().map_err(|error| self.located(error))
    }

    /// How many items the list has. Without a text this reads a table of counts; with one it reads the texts.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn queue_len(&self, query: &QueueQuery) -> Result<u64> {
        let mut connection = self.reader().await?;
        length(&mut connection, query)
            .await
            .map_err(|error| self.located(error))
    }

    /// How many items of the list come before `key`: its index in the list.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn queue_position(&self, query: &QueueQuery, key: QueueKey) -> Result<u64> {
        let mut connection = self.reader().await?;
        position(&mut connection, query, key)
            .await
            .map_err(|error| self.located(error))
    }

    async fn page(
        &self,
        query: &QueueQuery,
        needle: &str,
        from: Option<QueueKey>,
        page: usize,
        direction: Direction,
    ) -> Result<Vec<QueueItem>> {
        let mut connection = self.reader().await?;
        read_page(&mut connection, query, needle, from, page, direction)
            .await
            .map_err(|error| self.located(error))
    }
}

/// Reads in one transaction, so that a sample that moves between two stretches is seen once.
async fn read_page(
    connection: &mut SqliteConnection,
    query: &QueueQuery,
    needle: &str,
    from: Option<QueueKey>,
    page: usize,
    direction: Direction,
) -> Result<Vec<QueueItem>> {
    let mut snapshot = connection.begin().await?;
    let filter = pattern(query.text.as_deref().unwrap_or_default());
    let needle = pattern(needle);
    let mut rows: Vec<ItemRow> = Vec::new();
    let ascending = ascending(query.order, direction);
    for stretch in stretches(query, direction) {
        let merged = query.order != QueueOrder::Suspicious;
        let wanted = if merged { page } else { page - rows.len() };
        if wanted == 0 {
            break;
        }
        let Some(start) = start(stretch, from, ascending) else {
            continue;
        };
        let statement = match (stretch, ascending) {
            (Stretch::Lane(_), true) => items!("s.lane = $1 AND s.turn > $2", "s.turn"),
            (Stretch::Lane(_), false) => items!("s.lane = $1 AND s.turn < $2", "s.turn DESC"),
            (Stretch::State(_), true) => items!("s.state = $1 AND s.seq > $2", "s.seq"),
            (Stretch::State(_), false) => items!("s.state = $1 AND s.seq < $2", "s.seq DESC"),
        };
        let statement = sqlx::query_as(statement);
        let statement = match stretch {
            Stretch::Lane(lane) => statement.bind(lane),
            Stretch::State(state) => statement.bind(state.word()),
        };
        let more: Vec<ItemRow> = statement
            .bind(start)
            .bind(&filter)
            .bind(&needle)
            .bind(limit(wanted))
            .fetch_all(&mut *snapshot)
            .await?;
        rows.extend(more);
    }
    snapshot.commit().await?;
    if query.order != QueueOrder::Suspicious {
        rows.sort_by_key(|row| if ascending { row.10 } else { -row.10 });
        rows.truncate(page);
    }
    rows.into_iter().map(item).collect()
}

/// Whether the sorting number grows in the direction of reading.
fn ascending(order: QueueOrder, direction: Direction) -> bool {
    let grows = order != QueueOrder::Newest;
    grows == (direction == Direction::Forward)
}

fn stretches(query: &QueueQuery, direction: Direction) -> Vec<Stretch> {
    let mut states = query.states.clone();
    states.sort_unstable();
    states.dedup();
    let mut stretches: Vec<Stretch> = match query.order {
        QueueOrder::Suspicious => states
            .into_iter()
            .flat_map(Place::lanes)
            .map(Stretch::Lane)
            .collect(),
        QueueOrder::Newest | QueueOrder::Oldest => states.into_iter().map(Stretch::State).collect(),
    };
    if direction == Direction::Backward {
        stretches.reverse();
    }
    stretches
}

/// The number behind which reading a stretch starts; `None` when all of it lies on the other side of the key.
fn start(stretch: Stretch, from: Option<QueueKey>, ascending: bool) -> Option<i64> {
    let whole = if ascending { i64::MIN } else { i64::MAX };
    match (stretch, from) {
        (_, None) => Some(whole),
        (Stretch::State(_), Some(key)) => Some(key.arrival),
        (Stretch::Lane(lane), Some(key)) if lane == key.place.lane => Some(key.place.turn),
        (Stretch::Lane(lane), Some(key)) => ((lane > key.place.lane) == ascending).then_some(whole),
    }
}

async fn length(connection: &mut SqliteConnection, query: &QueueQuery) -> Result<u64> {
    let mut sum = 0;
    for stretch in stretches(query, Direction::Forward) {
        sum += size(connection, stretch, query).await?;
    }
    Ok(sum)
}

async fn position(connection: &mut SqliteConnection, query: &QueueQuery, key: QueueKey) -> Result<u64> {
    let filter = pattern(query.text.as_deref().unwrap_or_default());
    let mut before = 0;
    for stretch in stretches(query, Direction::Forward) {
        let (statement, bound) = match (stretch, query.order) {
            (Stretch::Lane(lane), _) if lane < key.place.lane => {
                before += size(connection, stretch, query).await?;
                continue;
            }
            (Stretch::Lane(lane), _) if lane > key.place.lane => break,
            (Stretch::Lane(_), _) => (counting!("s.lane = $1 AND s.turn < $2"), key.place.turn),
            (Stretch::State(_), QueueOrder::Newest) => {
                (counting!("s.state = $1 AND s.seq > $2"), key.arrival)
            }
            (Stretch::State(_), _) => (counting!("s.state = $1 AND s.seq < $2"), key.arrival),
        };
        before += counted(connection, statement, stretch, bound, &filter).await?;
    }
    Ok(before)
}

async fn size(connection: &mut SqliteConnection, stretch: Stretch, query: &QueueQuery) -> Result<u64> {
    let filter = pattern(query.text.as_deref().unwrap_or_default());
    if !filter.is_empty() {
        let statement = match stretch {
            Stretch::Lane(_) => counting!("s.lane = $1 AND s.turn > $2"),
            Stretch::State(_) => counting!("s.state = $1 AND s.seq > $2"),
        };
        return counted(connection, statement, stretch, i64::MIN, &filter).await;
    }
    let lanes = match stretch {
        Stretch::Lane(lane) => lane..lane + 1,
        Stretch::State(state) => Place::lanes(state),
    };
    let (size,): (i64,) = sqlx::query_as(
        "SELECT CAST(coalesce(sum(size), 0) AS BIGINT) FROM lanes WHERE lane >= $1 AND lane < $2",
    )
    .bind(lanes.start)
    .bind(lanes.end)
    .fetch_one(connection)
    .await?;
    Ok(count(size))
}

async fn counted(
    connection: &mut SqliteConnection,
    statement: &'static str,
    stretch: Stretch,
    bound: i64,
    filter: &str,
) -> Result<u64> {
    let statement = sqlx::query_as(statement);
    let statement = match stretch {
        Stretch::Lane(lane) => statement.bind(lane),
        Stretch::State(state) => statement.bind(state.word()),
    };
    let (rows,): (i64,) = statement.bind(bound).bind(filter).fetch_one(connection).await?;
    Ok(count(rows))
}

fn item(row: ItemRow) -> Result<QueueItem> {
    let (id, version, title, operator, depth, state, suspicion, reason, lane, turn, arrival, score) = row;
    Ok(QueueItem {
        id: sample_id(&id)?,
        key: QueueKey {
            place: Place { lane, turn },
            arrival,
        },
        version: number(version)?,
        title,
        operator: operator.as_deref().map(from_word).transpose()?,
        depth: number(depth)?,
        state: from_word(&state)?,
        suspicion: score.and_then(|score| u16::try_from(score).ok()),
        worst: from_word::<WorstVerdict>(&suspicion)?.verdict(),
        reason,
    })
}
