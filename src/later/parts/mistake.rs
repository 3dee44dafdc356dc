//! A report of a mistake about a policy.

use wasm_bindgen::JsCast as _;
use yew::prelude::*;

use crate::later::parts::download;
use crate::later::view::View;
use crate::later::{traditional, typed};
use crate::wording::{CommonWord, MistakeWord, ShareWord};
use engine::catalogue::PolicyId;
use engine::enterprise::FactId;
use engine::matching::{Reason, Truth, tree};

/// What a [`Mistake`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct MistakeProps {
    /// Everything shown.
    pub(crate) view: View,
    /// The policy.
    pub(crate) id: PolicyId,
}

/// A file that reports a mistake about a policy, made here and sent by nobody but the person.
#[component]
pub(crate) fn Mistake(props: &MistakeProps) -> Html {
    let MistakeProps { view, id } = props;
    let speaker = view.speaker();
    let ticked = use_state_eq(Vec::<FactId>::new);
    let field = format!("mistake {}", view.catalogue().rule(*id).map_or("", |rule| &rule.id));
    let words = use_state_eq(|| typed::get(&field));
    let made = use_state_eq(|| false);
    let said = [(*words).clone()];
    let [mark, _] = traditional::MARKS;
    let text = traditional::written_with(text(view, *id, &mark.to_string(), &ticked), &said);
    let make = {
        let (text, made) = (text.clone(), made.clone());
        let name = format!("mistake-{}.txt", view.catalogue().rule(*id).map_or("", |rule| &rule.id));
        Callback::from(move |_: MouseEvent| {
            made.set(true);
            // Where a download is refused, the text shown can be copied.
            let _ = download(&text, &name, "text/plain;charset=utf-8");
        })
    };
    let oninput = {
        let words = words.clone();
        Callback::from(move |event: InputEvent| {
            let area = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
            if let Some(area) = area {
                typed::put(&field, &area.value());
                words.set(area.value());
            }
        })
    };
    let turn = |fact: FactId| {
        let ticked = ticked.clone();
        Callback::from(move |_: Event| {
            let mut list = (*ticked).clone();
            if list.contains(&fact) {
                list.retain(|other| *other != fact);
            } else {
                list.push(fact);
            }
            ticked.set(list);
        })
    };
    let told: Vec<FactId> = view.parsed.profile.iter().map(|(fact, _)| fact).collect();
    html! {
        <details class="panel mistake" data-testid="mistake">
            <summary>{ speaker.label(&MistakeWord::Title) }</summary>
            <p class="hint">{ speaker.label(&MistakeWord::Note) }</p>
            <div class="field">
                <label for="mistake-words">{ speaker.label(&MistakeWord::What) }</label>
                <textarea id="mistake-words" rows="3" value={(*words).clone()} {oninput} />
            </div>
            if !told.is_empty() {
                <fieldset class="checks">
                    <legend>{ speaker.label(&MistakeWord::Facts) }</legend>
                    for fact in told {
                        <label class="check">
                            <input type="checkbox" checked={ticked.contains(&fact)} onchange={turn(fact)} />
                            { speaker.fact(fact) }
                        </label>
                    }
                </fieldset>
            }
            <div class="field">
                <label for="mistake-text">{ speaker.label(&MistakeWord::Text) }</label>
                <textarea id="mistake-text" class="code" readonly=true rows="8" value={text} />
            </div>
            <p class="actions">
                <button type="button" class="button" onclick={make}>{ speaker.label(&MistakeWord::Make) }</button>
            </p>
            if *made {
                <p role="status">{ speaker.label(&ShareWord::DownloadFallback) }</p>
            }
        </details>
    }
}

/// The view: the policy, the verdict with its tree, and of the answers only those ticked. What the tree has seen of
/// the others stays out of it.
fn text(view: &View, id: PolicyId, words: &str, ticked: &[FactId]) -> String {
    let speaker = view.speaker();
    let Some((policy, outcome)) = view.catalogue().policy(id).zip(view.outcome(id)) else { return String::new() };
    let situation = view.situation();
    let colon = speaker.colon();
    let mut lines = vec![
        format!("{}{colon}{} [{}]", speaker.label(&MistakeWord::Policy), view.name(policy.rule), policy.id),
        format!("{}{colon}{}", speaker.label(&CommonWord::CatalogueVersion), view.catalogue().version),
        format!("{}{colon}{}", speaker.label(&MistakeWord::Program), env!("CARGO_PKG_VERSION")),
        format!("{}{colon}{}", speaker.label(&MistakeWord::Day), view.answer.on),
        format!("{}{colon}{}", speaker.label(&CommonWord::Status), speaker.label(&outcome.status)),
        format!("{}{colon}{}", speaker.label(&CommonWord::Verdict), speaker.label(&outcome.verdict)),
        String::new(),
        format!("{}{colon}{words}", speaker.label(&MistakeWord::What)),
        String::new(),
    ];
    for (fact, value) in view.parsed.profile.iter().filter(|(fact, _)| ticked.contains(fact)) {
        let Some(declared) = view.catalogue().facts.get(fact) else { continue };
        let value = speaker.possible(fact, declared, value);
        lines.push(format!("{}{colon}{value}", speaker.fact(fact)));
    }
    if !ticked.is_empty() {
        lines.push(String::new());
    }
    trace(&mut lines, view, &tree(view.catalogue(), &situation, &policy.criterion), 0);
    lines.push(String::new());
    lines.join("\n")
}

fn trace(lines: &mut Vec<String>, view: &View, finding: &Reason<'_>, depth: usize) {
    let speaker = view.speaker();
    let sign = match finding.truth {
        Truth::True => '+',
        Truth::Unknown => '?',
        Truth::False => '-',
    };
    let said = if finding.parts.is_empty() {
        speaker.criterion(finding.criterion)
    } else {
        speaker.group_of(finding.criterion)
    };
    let article = finding.criterion.article.as_deref().unwrap_or_default();
    let line = format!("{}[{sign}] {said} {article}", "  ".repeat(depth));
    lines.push(line.trim_end().to_owned());
    for part in &finding.parts {
        trace(lines, view, part, depth.saturating_add(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::first::view::View as FirstView;
    use crate::later::whole_catalogue;
    use crate::model::draft::Entry;
    use crate::model::state::{Action, State};
    use engine::catalogue::Language;
    use engine::enterprise::Facts;
    use engine::quantity::Date;

    #[test]
    fn a_report_holds_only_the_answers_ticked() {
        let today = Date::new(2026, 11, 21).expect("a date");
        let state = State::new(today, Language::ZhCn)
            .after(Action::Enter(Facts::EMPLOYEES, Some(Entry::Typed("287".to_owned()))))
            .after(Action::Enter(Facts::REVENUE, Some(Entry::Typed("31234567".to_owned()))));
        let view = View::of(&FirstView::new(whole_catalogue().into(), state.into())).expect("all of it");
        let id = view.catalogue().find("cit-small-profit-2023").expect("the policy");
        let none = text(&view, id, "标准不对", &[]);
        assert!(none.contains("cit-small-profit-2023") && none.contains("标准不对") && none.contains("[?]"));
        assert!(none.contains(&view.catalogue().version));
        assert!(!none.contains("287") && !none.contains("31234567") && !none.contains("3,123"), "{none}");
        let one = text(&view, id, "", &[Facts::EMPLOYEES]);
        assert!(one.contains("287") && !one.contains("3,123"), "{one}");
    }
}
