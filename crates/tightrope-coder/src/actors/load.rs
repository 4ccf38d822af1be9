//! Builds the directory from its tables.

use super::{
    Actor, ActorError, ActorRef, Allegiance, Directory, Form, Gender, Role, Span,
    directory::{Membership, Neighbour, StateInfo},
    embedded::Holds,
    fold::{Case, pieces, slug},
    index::Entry,
    table::{Row, Table},
};
use std::sync::Arc;
use tightrope_statement::{Domain, EntityType};

/// A name as a table writes it: `~` weak or `=` exact in front, `@from/to` behind.
struct Written<'a> {
    text: &'a str,
    weak: bool,
    exact: bool,
    span: Span,
}

fn written<'a>(row: &Row<'_, '_>, text: &'a str) -> Result<Written<'a>, ActorError> {
    let (text, span) = match text.rsplit_once('@') {
        Some((name, dates)) => (name, row.parse_span(dates)?),
        None => (text, Span::ALWAYS),
    };
    let (weak, text) = text.strip_prefix('~').map_or((false, text), |t| (true, t));
    let (exact, text) = text.strip_prefix('=').map_or((false, text), |t| (true, t));
    Ok(Written { text: text.trim(), weak, exact, span })
}

impl Directory {
    /// Reads one table into the directory.
    pub(super) fn read(&mut self, name: &str, text: &str, holds: Holds, user: bool) -> Result<(), ActorError> {
        let table = Table::new(name, text)?;
        for row in table.rows() {
            row.check_width()?;
            match holds {
                Holds::States => self.read_state(name, &row)?,
                Holds::Names => self.read_names(&row)?,
                Holds::Actors(kind) => self.read_actor(name, &row, kind, user)?,
                Holds::Memberships => self.read_membership(&row)?,
                Holds::Neighbours => self.read_neighbour(&row)?,
            }
        }
        Ok(())
    }

    fn insert(&mut self, row: &Row<'_, '_>, actor: Actor, user: bool) -> Result<u32, ActorError> {
        if let Some(at) = self.ids.get(&actor.id).copied() {
            if !user {
                return Err(row.error(format!("the id \"{}\" stands in two rows", actor.id)));
            }
            if let Some(slot) = self.actors.get_mut(at as usize) {
                *slot = ActorRef(Arc::new(actor));
            }
            return Ok(at);
        }
        let at = self.actors.len() as u32;
        self.ids.insert(actor.id.clone(), at);
        self.actors.push(ActorRef(Arc::new(actor)));
        Ok(at)
    }

    fn read_state(&mut self, table: &str, row: &Row<'_, '_>) -> Result<(), ActorError> {
        let id = row.need("id")?;
        let mut actor = Actor::new(id, row.need("name")?, EntityType::State);
        actor.span = row.span()?;
        actor.table = table.to_owned();
        actor.successor = [row.get("of"), row.get("successor")].into_iter().find(|s| !s.is_empty()).map(str::to_owned);
        let at = self.insert(row, actor, false)?;
        for iso2 in row.list("iso2") {
            self.iso2.entry(iso2.to_owned()).or_insert(at);
        }
        for cow in row.list("cow") {
            let code = cow.parse().map_err(|_| row.error(format!("\"{cow}\" is no Correlates of War code")))?;
            self.cow.entry(code).or_default().push(at);
        }
        let list = |column: &str| row.list(column).map(|n| plain(n).to_owned()).collect::<Vec<_>>();
        self.info.insert(
            id.to_owned(),
            StateInfo {
                adjectives: list("adjectives"),
                people: list("people"),
                capitals: list("capital"),
                leader: Some(row.get("leader")).filter(|l| !l.is_empty()).unwrap_or("president").to_owned(),
            },
        );
        self.add_name(row, at, row.get("name"), Form::Name, true)?;
        for (column, form) in [
            ("aliases", Form::Alias),
            ("adjectives", Form::Adjective),
            ("people", Form::People),
            ("capital", Form::Capital),
        ] {
            for variants in row.list(column) {
                for name in variants.split('|') {
                    self.add_name(row, at, name, form, true)?;
                }
                if form == Form::Capital {
                    self.add_city(row, table, id, variants)?;
                }
            }
        }
        Ok(())
    }

    /// A capital is also a place; `variants` are its names, separated by `|`.
    fn add_city(&mut self, row: &Row<'_, '_>, table: &str, state: &str, variants: &str) -> Result<(), ActorError> {
        let text = plain(variants);
        let id = slug(text);
        if self.ids.contains_key(&id) {
            return Ok(());
        }
        let mut city = Actor::new(id, text, EntityType::Place);
        city.table = table.to_owned();
        city.allegiances.push(Allegiance { state: state.to_owned(), span: Span::ALWAYS });
        let at = self.insert(row, city, false)?;
        for name in variants.split('|') {
            let undated = name.split('@').next().unwrap_or(name);
            self.add_name(row, at, undated, Form::Name, true)?;
        }
        Ok(())
    }

    fn read_names(&mut self, row: &Row<'_, '_>) -> Result<(), ActorError> {
        let id = row.need("id")?;
        let at = *self.ids.get(id).ok_or_else(|| row.error(format!("no table before this one defines \"{id}\"")))?;
        let form = match row.get("form") {
            "" | "alias" => Form::Alias,
            "name" => Form::Name,
            "capital" => Form::Capital,
            "adjective" => Form::Adjective,
            "people" => Form::People,
            other => return Err(row.error(format!("\"{other}\" is no form of a name"))),
        };
        let state = self.actors.get(at as usize).is_some_and(|a| a.kind == EntityType::State);
        for name in row.list("names") {
            self.add_name(row, at, name, form, state)?;
        }
        Ok(())
    }

    pub(super) fn read_actor(
        &mut self,
        table: &str,
        row: &Row<'_, '_>,
        kind: &str,
        user: bool,
    ) -> Result<(), ActorError> {
        let kind = match row.get("type") {
            "" => kind,
            own => own,
        };
        let kind: EntityType = kind.parse().map_err(|_| row.error(format!("\"{kind}\" is no type of entity")))?;
        let marked = row.need("name")?;
        let (name, surname) = surname_of(marked.trim_start_matches(['~', '=']), kind);
        let id = match row.get("id") {
            "" => slug(&name),
            id => id.to_owned(),
        };
        let mut actor = Actor::new(id, name, kind);
        actor.table = table.to_owned();
        actor.span = row.span()?;
        actor.surname = surname;
        actor.gender = match row.get("gender") {
            "" => None,
            "m" => Some(Gender::Male),
            "f" => Some(Gender::Female),
            other => return Err(row.error(format!("gender is m or f, not \"{other}\""))),
        };
        for flag in row.list("flags") {
            match flag {
                "bloc" => actor.bloc = true,
                "plural" => actor.plural = true,
                "bulk" => actor.bulk = true,
                other => return Err(row.error(format!("\"{other}\" is no flag (bloc, plural, bulk)"))),
            }
        }
        actor.parent = Some(row.get("parent")).filter(|p| !p.is_empty()).map(str::to_owned);
        actor.members = row.list("members").map(str::to_owned).collect();
        for domain in row.list("domains") {
            domain.parse::<Domain>().map_err(|_| row.error(format!("\"{domain}\" is no domain")))?;
            actor.domains.push(domain.to_owned());
        }
        for state in row.list("state") {
            let (state, dates) = state.split_once('@').unwrap_or((state, "/"));
            if !self.is_state(state) {
                return Err(row.error(format!("\"{state}\" is no state's alpha-3 code")));
            }
            actor.allegiances.push(Allegiance { state: state.to_owned(), span: row.parse_span(dates)? });
        }
        for role in row.list("roles") {
            actor.roles.push(self.role(row, role)?);
        }
        let mark = if marked.starts_with('~') { "~" } else { "" };
        let name = format!("{mark}{}", actor.name);
        let at = self.insert(row, actor, user)?;
        let mut names = vec![(name.as_str(), Form::Name)];
        names.extend(row.list("aliases").map(|alias| (alias, Form::Alias)));
        for (text, form) in names {
            if user {
                self.add_user_name(row, at, text, form)?;
            } else {
                self.add_name(row, at, text, form, false)?;
            }
        }
        self.add_surname(at);
        for adjective in row.list("adjectives") {
            self.add_name(row, at, adjective, Form::Adjective, true)?;
        }
        Ok(())
    }

    /// `office OF from/to`, such as `foreign minister RUS 2004-03-09/`.
    fn role(&self, row: &Row<'_, '_>, text: &str) -> Result<Role, ActorError> {
        let wrong = || row.error(format!("\"{text}\" is no role such as \"foreign minister RUS 2004-03-09/\""));
        let mut words: Vec<&str> = text.split_whitespace().collect();
        let dates = if words.last().is_some_and(|w| w.contains('/') && Span::parse(w).is_some()) {
            words.pop().unwrap_or("/")
        } else {
            "/"
        };
        let of = words.pop().ok_or_else(wrong)?;
        if words.is_empty() || !of.chars().any(|c| c.is_ascii_uppercase()) && !self.ids.contains_key(of) {
            return Err(wrong());
        }
        Ok(Role {
            office: words.join(" "),
            of: of.replace('_', " "),
            of_state: self.is_state(of),
            span: row.parse_span(dates)?,
        })
    }

    fn read_membership(&mut self, row: &Row<'_, '_>) -> Result<(), ActorError> {
        let (org, span) = (row.need("org")?, row.span()?);
        if !self.ids.contains_key(org) {
            return Err(row.error(format!("no table defines \"{org}\"")));
        }
        for member in row.list("members") {
            let (id, span) = match member.split_once('@') {
                Some((id, dates)) => (id, row.parse_span(dates)?),
                None => (member, span),
            };
            if !self.ids.contains_key(id) {
                return Err(row.error(format!("no table defines \"{id}\"")));
            }
            let kind = Some(row.get("kind")).filter(|k| !k.is_empty()).unwrap_or("member").to_owned();
            self.memberships.entry(org.to_owned()).or_default().push(Membership { member: id.to_owned(), kind, span });
        }
        Ok(())
    }

    fn read_neighbour(&mut self, row: &Row<'_, '_>) -> Result<(), ActorError> {
        let (a, b) = (row.need("a")?, row.need("b")?);
        for id in [a, b] {
            if !self.is_state(id) {
                return Err(row.error(format!("\"{id}\" is no state's alpha-3 code")));
            }
        }
        let direction = row.get("direction");
        let back = super::directory::opposite(direction)
            .ok_or_else(|| row.error(format!("\"{direction}\" is no direction such as n, ne or empty")))?;
        for (from, to, direction) in [(a, b, direction), (b, a, back)] {
            let neighbour = Neighbour { state: to.to_owned(), direction: direction.to_owned() };
            self.neighbours.entry(from.to_owned()).or_default().push(neighbour);
        }
        Ok(())
    }

    fn is_state(&self, id: &str) -> bool {
        self.ids
            .get(id)
            .and_then(|at| self.actors.get(*at as usize))
            .is_some_and(|actor| actor.kind == EntityType::State)
    }

    fn add_name(&mut self, row: &Row<'_, '_>, at: u32, text: &str, form: Form, lower: bool) -> Result<(), ActorError> {
        self.add_written(row, at, text, form, lower, false)
    }

    fn add_user_name(&mut self, row: &Row<'_, '_>, at: u32, text: &str, form: Form) -> Result<(), ActorError> {
        self.add_written(row, at, text, form, false, true)
    }

    fn add_written(
        &mut self,
        row: &Row<'_, '_>,
        at: u32,
        text: &str,
        form: Form,
        lower: bool,
        user: bool,
    ) -> Result<(), ActorError> {
        let name = written(row, text)?;
        let forms = match name.text.strip_suffix("(s)") {
            Some(one) => vec![one.to_owned(), format!("{one}s")],
            None => vec![name.text.to_owned()],
        };
        for text in forms {
            // "the Swiss": the article is no part of the name, its noun the people.
            let text = text.strip_prefix("the ").unwrap_or(&text);
            let parts = pieces(text);
            let Some(first) = parts.first() else {
                return Err(row.error(format!("\"{text}\" holds no letter")));
            };
            let form = match form {
                Form::Alias if parts.len() == 1 && first.case == Case::Upper => Form::Acronym,
                form => form,
            };
            let mut entry = Entry::new(at, form, &parts);
            entry.span = name.span;
            entry.weak = name.weak;
            entry.user = user;
            entry.exact = name.exact.then(|| text.into());
            let word = parts.len() == 1 && self.common.contains(&first.text);
            entry.lower_ok = lower && !name.weak && !word && !name.exact && first.text.len() >= 5;
            self.index.add(&parts, entry);
        }
        Ok(())
    }

    fn add_surname(&mut self, at: u32) {
        let Some(actor) = self.actors.get(at as usize) else { return };
        if let Some(surname) = &actor.surname {
            let mut parts = pieces(surname);
            for part in &mut parts {
                if part.case == Case::Upper {
                    part.case = Case::Title;
                }
            }
            if !parts.is_empty() {
                self.surnames.add(&parts, Entry::new(at, Form::Surname, &parts));
            }
        }
    }
}

/// The first of some variants of a name, without its marks.
fn plain(text: &str) -> &str {
    let text = text.split('|').next().unwrap_or(text);
    let text = text.rsplit_once('@').map_or(text, |(name, _)| name);
    text.trim_start_matches(['~', '=']).trim_end_matches("(s)")
}

/// A person's name without the slashes that mark the surname, and the surname: the last word where nothing is marked.
fn surname_of(name: &str, kind: EntityType) -> (String, Option<String>) {
    if kind != EntityType::Person {
        return (name.to_owned(), None);
    }
    let mut parts = name.splitn(3, '/');
    if let (Some(before), Some(marked), Some(after)) = (parts.next(), parts.next(), parts.next()) {
        let surname = Some(marked.to_owned()).filter(|s| !s.is_empty());
        return (format!("{before}{marked}{after}").trim().to_owned(), surname);
    }
    let last = name.rsplit(' ').find(|word| !matches!(*word, "Jr." | "Sr." | "II" | "III" | "IV" | "VI" | "X"));
    (name.to_owned(), last.filter(|l| *l != name).map(str::to_owned))
}
