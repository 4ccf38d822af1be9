//! The parser's state: stack, buffer, arcs.

use crate::transition::NO_TOKEN;

/// State of one document. Tokens are positions from 0.
#[derive(Debug)]
pub(super) struct State {
    count: u32,
    stack: Vec<u32>,
    /// Words moved back from the stack, to be read again last first.
    again: Vec<u32>,
    next: u32,
    heads: Vec<u32>,
    labels: Vec<u16>,
    /// Last dependent to the left and to the right of each token, and the one before each dependent.
    last_left: Vec<u32>,
    last_right: Vec<u32>,
    before: Vec<u32>,
    read_again: Vec<bool>,
    sentence_starts: Vec<bool>,
}

impl State {
    pub(super) fn new(count: usize) -> Self {
        let mut sentence_starts = vec![false; count];
        if let Some(first) = sentence_starts.first_mut() {
            *first = true;
        }
        State {
            count: count as u32,
            stack: Vec::new(),
            again: Vec::new(),
            next: 0,
            heads: vec![NO_TOKEN; count],
            labels: vec![0; count],
            last_left: vec![NO_TOKEN; count],
            last_right: vec![NO_TOKEN; count],
            before: vec![NO_TOKEN; count],
            read_again: vec![false; count],
            sentence_starts,
        }
    }

    pub(super) fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_len() == 0
    }

    fn buffer_len(&self) -> usize {
        (self.count - self.next) as usize + self.again.len()
    }

    fn buffer(&self, i: usize) -> u32 {
        if i < self.again.len() {
            return self.again[self.again.len() - 1 - i];
        }
        let token = self.next + (i - self.again.len()) as u32;
        if token < self.count { token } else { NO_TOKEN }
    }

    fn stack(&self, i: usize) -> u32 {
        self.stack.len().checked_sub(i + 1).map_or(NO_TOKEN, |at| self.stack[at])
    }

    /// The tokens that the scorer sees.
    pub(super) fn features(&self) -> [u32; super::FEATURES] {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        let dependent = |of: u32, last: &[u32]| if of == NO_TOKEN { NO_TOKEN } else { last[of as usize] };
        [
            b0,
            self.buffer(1),
            s0,
            self.stack(1),
            self.stack(2),
            dependent(b0, &self.last_left),
            dependent(s0, &self.last_left),
            dependent(s0, &self.last_right),
        ]
    }

    fn starts_sentence(&self, token: u32) -> bool {
        token != NO_TOKEN && self.sentence_starts[token as usize]
    }

    pub(super) fn can_shift(&self) -> bool {
        let b0 = self.buffer(0);
        if b0 == NO_TOKEN {
            return false;
        }
        self.stack.is_empty() || (self.buffer_len() >= 2 && !self.starts_sentence(b0) && !self.read_again[b0 as usize])
    }

    pub(super) fn can_reduce(&self) -> bool {
        !self.stack.is_empty()
    }

    pub(super) fn can_attach(&self) -> bool {
        !self.stack.is_empty() && self.buffer_len() > 0 && !self.starts_sentence(self.buffer(0))
    }

    pub(super) fn can_break(&self) -> bool {
        if self.buffer_len() < 2 {
            return false;
        }
        let b1 = self.buffer(1);
        b1 == self.buffer(0) + 1 && !self.starts_sentence(b1)
    }

    pub(super) fn shift(&mut self) {
        if let Some(token) = self.again.pop() {
            self.stack.push(token);
        } else {
            self.stack.push(self.next);
            self.next += 1;
        }
    }

    pub(super) fn reduce(&mut self) {
        let depth = self.stack.len();
        let Some(token) = self.stack.pop() else { return };
        if self.heads[token as usize] == NO_TOKEN && depth > 1 {
            self.again.push(token);
            self.read_again[token as usize] = true;
        }
    }

    pub(super) fn left_arc(&mut self, label: u16) {
        let b0 = self.buffer(0);
        let Some(s0) = self.stack.pop() else { return };
        let old = self.heads[s0 as usize];
        if old != NO_TOKEN {
            // The arc that falls is always the last one its head got on that side.
            let last = if s0 < old { &mut self.last_left } else { &mut self.last_right };
            last[old as usize] = self.before[s0 as usize];
        }
        self.attach(s0, b0, label);
        self.read_again[b0 as usize] = false;
    }

    pub(super) fn right_arc(&mut self, label: u16) {
        let (s0, b0) = (self.stack(0), self.buffer(0));
        self.attach(b0, s0, label);
        self.shift();
    }

    fn attach(&mut self, token: u32, head: u32, label: u16) {
        let last = if token < head { &mut self.last_left } else { &mut self.last_right };
        self.before[token as usize] = last[head as usize];
        last[head as usize] = token;
        self.heads[token as usize] = head;
        self.labels[token as usize] = label;
    }

    pub(super) fn set_break(&mut self) {
        let b1 = self.buffer(1);
        self.sentence_starts[b1 as usize] = true;
    }

    /// Heads (a token without one is its own) and the class of each arc.
    pub(super) fn into_arcs(mut self) -> (Vec<u32>, Vec<u16>) {
        for (i, head) in self.heads.iter_mut().enumerate() {
            if *head == NO_TOKEN {
                *head = i as u32;
            }
        }
        (self.heads, self.labels)
    }
}
