//! Standard output: its width, its colours, its end.

use anstream::AutoStream;
use anstyle::Style;
use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle, presets};
use std::io::{self, BufWriter, Stdout, Write};

/// Where a command prints its result. Colours are dropped where nobody could see them.
pub(crate) struct Out {
    stream: BufWriter<AutoStream<Stdout>>,
    width: usize,
}

/// Columns where the output is no terminal.
const PLAIN_WIDTH: usize = 120;

/// What a heading looks like.
pub(crate) const BOLD: Style = Style::new().bold();
/// What goes beside the point.
pub(crate) const DIM: Style = Style::new().dimmed();

impl Out {
    /// Opens standard output.
    pub fn new() -> Self {
        let width = terminal_size::terminal_size().map_or(PLAIN_WIDTH, |(w, _)| usize::from(w.0).max(40));
        Out { stream: BufWriter::new(AutoStream::auto(io::stdout())), width }
    }

    /// Columns to print in.
    pub fn width(&self) -> usize {
        self.width
    }

    /// A table of this width with a line between its rows.
    pub fn ruled_table(&self) -> Table {
        self.styled(presets::UTF8_HORIZONTAL_ONLY)
    }

    /// A table of this width.
    pub fn table(&self) -> Table {
        self.styled(TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─')))
    }

    fn styled(&self, style: TableStyle) -> Table {
        let mut table = Table::new();
        table
            .load_style(style)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(u16::try_from(self.width).unwrap_or(u16::MAX));
        table
    }

    /// Prints a table without space at the ends of its lines.
    pub fn print_table(&mut self, table: &Table) -> io::Result<()> {
        for line in table.lines() {
            writeln!(self, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// Prints words within the width, each line after `indent` spaces.
    pub fn print_wrapped(&mut self, words: &str, indent: usize) -> io::Result<()> {
        self.print_hanging("", words, indent)
    }

    /// Prints a head and words after it within the width; the lines that follow begin below the first word.
    pub fn print_hanging(&mut self, head: &str, words: &str, indent: usize) -> io::Result<()> {
        write!(self, "{:indent$}{head}", "")?;
        let indent = indent + head.chars().count();
        let width = self.width.saturating_sub(indent).max(20);
        let mut line = String::new();
        let mut first = true;
        let mut used = 0;
        for word in words.split_whitespace() {
            let len = word.chars().count();
            if used > 0 && used + 1 + len > width {
                let space = if std::mem::take(&mut first) { 0 } else { indent };
                writeln!(self, "{:space$}{line}", "")?;
                line.clear();
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += len;
        }
        let space = if first { 0 } else { indent };
        if used > 0 || first { writeln!(self, "{:space$}{line}", "") } else { Ok(()) }
    }
}

impl Write for Out {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.stream.write(buf)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
