//! The fields of life in which states are tied.

use crate::{StatementError, vocabulary::vocabulary};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

vocabulary! {
    /// The field of life a statement concerns.
    Domain, "domain", {
        /// Diplomacy and government.
        Political = "political",
        /// Forces, arms, bases, defence.
        Military = "military",
        /// Goods and services across borders.
        Trade = "trade",
        /// Capital put into firms and projects.
        Investment = "investment",
        /// Loans, banks, currency.
        Finance = "finance",
        /// Oil, gas, coal, power.
        Energy = "energy",
        /// Nuclear power and fuel, nuclear arms.
        Nuclear = "nuclear",
        /// Ores, metals, rare earths.
        Minerals = "minerals",
        /// Roads, rail, ports, flights, pipelines as routes.
        Transport = "transport",
        /// Aircraft industry and space.
        Aerospace = "aerospace",
        /// Computing, data, artificial intelligence.
        Digital = "digital",
        /// Telecoms, post.
        Communications = "communications",
        /// Customs procedure.
        Customs = "customs",
        /// Farming, food, fisheries.
        Agriculture = "agriculture",
        /// Patents, copyright, trade marks.
        IntellectualProperty = "intellectual_property",
        /// Medicine and public health.
        Health = "health",
        /// Press and broadcasting.
        Media = "media",
        /// Research.
        Science = "science",
        /// Travel for pleasure.
        Tourism = "tourism",
        /// Schools, universities, language teaching.
        Education = "education",
        /// Arts, religion, sport, heritage.
        Culture = "culture",
        /// Climate, water, nature.
        Environment = "environment",
        /// Relief.
        Humanitarian = "humanitarian",
        /// Courts, law, policing.
        Legal = "legal",
        /// Movement of people, visas.
        Migration = "migration",
        /// None of these.
        Other = "other",
    }
}
