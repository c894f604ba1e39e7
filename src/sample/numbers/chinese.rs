//! Numbers in Chinese characters: `十二`, `三百万`, `二点五`, `三分之二`, `百分之六十`, `两倍`, `三成`, `一半`; and full-width
//! digits.

use super::{NumberKind, NumberSpan};

/// Characters of one number that are read; nobody writes longer ones.
const MAX_CHARACTERS: usize = 40;

/// What a single character must stand before to count something; alone it is part of another word more often than
/// a number (`一般`, `统一`, `十分`).
const MEASURES: &[&str] = &[
    "个", "件", "台", "名", "人", "位", "种", "类", "吨", "元", "天", "日", "周", "年", "次", "倍", "成",
    "辆", "架", "艘", "条", "张", "只", "头", "箱", "袋", "包", "瓶", "套", "双", "间", "家", "座", "块",
    "公斤", "千克", "克", "斤", "升", "米", "公里", "千米", "亩", "公顷", "平方", "立方", "小时", "分钟",
    "秒", "度", "项", "份", "支", "根", "批", "班", "组", "层", "期", "季", "月份", "美元", "欧元", "单位",
    "车", "船", "本", "盒", "桶", "打", "节", "段", "片", "匹", "棵", "株", "所", "门", "场", "轮", "路",
    "趟", "万", "亿", "分之",
];

/// The numbers that `text` writes in Chinese characters, in order.
pub(super) fn chinese_numbers(text: &str) -> Vec<NumberSpan> {
    let characters: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, character)| !character.is_ascii())
        .collect();
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let end = (at + MAX_CHARACTERS).min(characters.len());
        let run = adjoining(&characters[at..end]);
        match read(text, run) {
            Some((count, number)) => {
                numbers.push(number);
                at += count.max(1);
            }
            None => at += skipped(run),
        }
    }
    numbers
}

/// The characters from the first on that stand without a gap.
fn adjoining(characters: &[(usize, char)]) -> &[(usize, char)] {
    let gap = characters
        .windows(2)
        .position(|pair| pair[0].0 + pair[0].1.len_utf8() != pair[1].0);
    &characters[..gap.map_or(characters.len(), |gap| gap + 1)]
}

/// How far to go on where no number starts: past all that could be part of one, so that `万一` is not read from its
/// middle.
fn skipped(run: &[(usize, char)]) -> usize {
    let parts = run
        .iter()
        .take_while(|(_, character)| digit(*character).is_some() || unit(*character).is_some());
    parts.count().max(1)
}

/// What a number is written as, before its surroundings are looked at.
struct Numeral {
    /// Characters from the start of the run.
    count: usize,
    value: f64,
    /// The value without a last `万` or `亿`.
    written: f64,
}

fn read(text: &str, run: &[(usize, char)]) -> Option<(usize, NumberSpan)> {
    let characters: Vec<char> = run.iter().map(|(_, character)| *character).collect();
    let start = run.first()?.0;
    let span = |count: usize| start..run.get(count).map_or_else(|| end_of(run), |(at, _)| *at);
    let number = |count: usize, value: f64, written: f64, kind: NumberKind| {
        let span = span(count);
        let plain = kind == NumberKind::Word;
        let kind = if plain && names(text, span.start, span.end) {
            NumberKind::Label
        } else {
            kind
        };
        (
            count,
            NumberSpan {
                span,
                value,
                written,
                kind,
            },
        )
    };
    if let Some((count, value)) = full_width(&characters) {
        return Some(number(count, value, value, NumberKind::Plain));
    }
    if let Some((count, value)) = half(&characters, text, span(1).end) {
        return Some(number(count, value, value, NumberKind::Word));
    }
    if let Some((count, value)) = percentage(&characters) {
        return Some(number(count, value, value, NumberKind::Percent));
    }
    let numeral = numeral(&characters)?;
    let behind: String = characters[numeral.count..].iter().take(3).collect();
    if let Some((count, value)) = parts_of(&characters, &numeral) {
        return Some(number(count, value, value, NumberKind::Word));
    }
    if behind.starts_with('成') && (1.0..10.0).contains(&numeral.value) && !behind.starts_with("成本") {
        let value = 10.0 * numeral.value;
        return Some(number(numeral.count + 1, value, value, NumberKind::Percent));
    }
    if behind.starts_with('打') && !behind.starts_with("打算") && !behind.starts_with("打开") {
        let value = 12.0 * numeral.value;
        return Some(number(numeral.count + 1, value, value, NumberKind::Word));
    }
    let counts = numeral.count > 1
        || MEASURES.iter().any(|measure| behind.starts_with(measure))
        || before(text, start) == Some('第');
    let idiom = numeral.count == 1 && characters[0] == '一' && behind.starts_with("般");
    (counts && !idiom).then(|| number(numeral.count, numeral.value, numeral.written, NumberKind::Word))
}

fn end_of(run: &[(usize, char)]) -> usize {
    run.last().map_or(0, |(at, character)| at + character.len_utf8())
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// `第三`, `周五`, `星期一`, `八点`, `表二`: a number that names something.
fn names(text: &str, start: usize, end: usize) -> bool {
    let behind = &text[end..];
    let clock = behind.starts_with('点') || behind.starts_with("时整") || behind.starts_with("月份");
    let ordered = matches!(before(text, start), Some('第' | '周' | '表' | '图' | '期'))
        && !text[..start].ends_with("长期");
    ordered || clock
}

fn digit(character: char) -> Option<f64> {
    Some(match character {
        '零' | '〇' => 0.0,
        '一' | '壹' => 1.0,
        '二' | '两' | '贰' => 2.0,
        '三' | '叁' => 3.0,
        '四' | '肆' => 4.0,
        '五' | '伍' => 5.0,
        '六' | '陆' => 6.0,
        '七' | '柒' => 7.0,
        '八' | '捌' => 8.0,
        '九' | '玖' => 9.0,
        _ => return None,
    })
}

fn unit(character: char) -> Option<f64> {
    Some(match character {
        '十' | '拾' => 10.0,
        '百' | '佰' => 1e2,
        '千' | '仟' => 1e3,
        '万' => 1e4,
        '亿' => 1e8,
        _ => return None,
    })
}

/// Units of measure whose first character is also a number: `三千克` are 3 kg, and `五百分点` five hundredths.
fn is_measure(unit: char, next: Option<&char>) -> bool {
    match unit {
        '千' => matches!(next, Some('克' | '米' | '瓦' | '升' | '卡' | '焦' | '伏')),
        '百' => matches!(next, Some('分' | '货')),
        _ => false,
    }
}

/// A whole number with what may stand behind a `点`.
fn numeral(characters: &[char]) -> Option<Numeral> {
    let digits = characters
        .iter()
        .take_while(|character| digit(**character).is_some());
    let leading = digits.clone().count();
    let unit_follows = characters
        .get(leading)
        .is_some_and(|next| unit(*next).is_some() && !is_measure(*next, characters.get(leading + 1)));
    // `二〇二五` is written digit by digit; `两三个` means two or three, which is no number.
    let zeros = characters[..leading].iter().any(|c| matches!(c, '零' | '〇'));
    let mut found = if leading > 1 && !unit_follows {
        if !zeros && leading < 4 {
            return None;
        }
        let value = digits
            .filter_map(|character| digit(*character))
            .fold(0.0, |value, next| 10.0 * value + next);
        Numeral {
            count: leading,
            value,
            written: value,
        }
    } else {
        with_units(characters)?
    };
    let decimals: Vec<f64> = match characters.get(found.count) {
        Some('点') => characters[found.count + 1..]
            .iter()
            .map_while(|next| digit(*next))
            .collect(),
        _ => Vec::new(),
    };
    let end = found.count + 1 + decimals.len();
    // `三点二十分` is a time of day.
    let time = characters
        .get(end)
        .is_some_and(|next| matches!(next, '十' | '分' | '刻'));
    if !decimals.is_empty() && !time {
        let fraction = decimals
            .iter()
            .rev()
            .fold(0.0, |value, next| (value + next) / 10.0);
        found = Numeral {
            count: end,
            value: found.value + fraction,
            written: found.written + fraction,
        };
        if let Some(scale) = characters
            .get(end)
            .and_then(|next| unit(*next))
            .filter(|scale| *scale >= 1e4)
        {
            found = Numeral {
                count: end + 1,
                value: found.value * scale,
                written: found.value,
            };
        }
    }
    Some(found)
}

/// `一千二百三十`, `十五`, `三百零五`, `两亿三千万`.
fn with_units(characters: &[char]) -> Option<Numeral> {
    let (mut total, mut section, mut pending) = (0.0, 0.0, None);
    let (mut last_unit, mut large) = (f64::INFINITY, 1.0);
    let mut count = 0;
    while let Some(&character) = characters.get(count) {
        if let Some(value) = digit(character) {
            if pending.is_some() && pending != Some(0.0) {
                break;
            }
            pending = Some(value);
        } else if let Some(value) = unit(character) {
            if is_measure(character, characters.get(count + 1)) {
                break;
            }
            if value >= 1e4 {
                let all = section + pending.take().unwrap_or(0.0);
                if all == 0.0 && total == 0.0 {
                    break;
                }
                total = if all == 0.0 {
                    total * value
                } else {
                    total + all * value
                };
                (section, last_unit, large) = (0.0, f64::INFINITY, value);
            } else {
                // Only ten may stand without a digit, and units fall.
                let factor = pending
                    .take()
                    .filter(|digit| *digit > 0.0)
                    .or(matches!(character, '十' | '拾').then_some(1.0));
                let Some(factor) = factor.filter(|_| value < last_unit) else {
                    break;
                };
                section += factor * value;
                last_unit = value;
                large = 1.0;
            }
        } else {
            break;
        }
        count += 1;
    }
    let rest = section + pending.unwrap_or(0.0);
    let value = total + rest;
    let starts = characters
        .first()
        .is_some_and(|first| digit(*first).is_some() || matches!(first, '十' | '拾'));
    let written = if rest == 0.0 && large > 1.0 {
        value / large
    } else {
        value
    };
    (starts && count > 0).then_some(Numeral {
        count,
        value,
        written,
    })
}

/// `三分之二`.
fn parts_of(characters: &[char], below: &Numeral) -> Option<(usize, f64)> {
    let rest = characters.get(below.count..)?;
    let above = rest.strip_prefix(&['分', '之']).and_then(numeral)?;
    (below.value > 0.0).then(|| (below.count + 2 + above.count, above.value / below.value))
}

/// `百分之六十`; the value is 60.
fn percentage(characters: &[char]) -> Option<(usize, f64)> {
    let above = characters.strip_prefix(&['百', '分', '之']).and_then(numeral)?;
    Some((3 + above.count, above.value))
}

/// `一半`, and `半` before a measure.
fn half(characters: &[char], text: &str, behind: usize) -> Option<(usize, f64)> {
    match characters {
        ['一' | '各', '半', ..] => Some((2, 0.5)),
        ['半', ..] => {
            let measure = MEASURES.iter().any(|measure| text[behind..].starts_with(measure));
            measure.then_some((1, 0.5))
        }
        _ => None,
    }
}

/// `１２．５`.
fn full_width(characters: &[char]) -> Option<(usize, f64)> {
    let digits: String = characters
        .iter()
        .map_while(|character| match character {
            '０'..='９' => char::from_u32(u32::from(*character) - u32::from('０') + u32::from('0')),
            '．' => Some('.'),
            _ => None,
        })
        .collect();
    let digits = digits.trim_end_matches('.');
    let value: f64 = digits.parse().ok()?;
    (digits.starts_with(|c: char| c.is_ascii_digit()) && value.is_finite()).then_some((digits.len(), value))
}
