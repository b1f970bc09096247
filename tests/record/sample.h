// One small record that uses every field, with text so that spans are real.
#pragma once

#include <string_view>

#include "core/base/hash.h"
#include "core/record/article_record.h"

namespace trama {

inline ByteSpan span_of(std::string_view text, std::string_view part) {
  const size_t begin = text.find(part);
  return {begin, begin + part.size()};
}

inline ArticleRecord sample_record() {
  ArticleRecord record;
  record.fingerprint = "test-1";
  record.text =
      "Alba, la startup di Torino, ha comprato Borea per 3,5 milioni.\n"
      "Secondo la Stampa, la società avrebbe usato 2.000 chip Q7 \"nuovi\".\n";
  const std::string_view text = record.text;
  record.article = {"a.txt",  "dir/a.txt", "Alba compra", "2025-02-04",
                    "Stampa", "Ada Riva",  "it",          sha256_hex(text)};
  const size_t line = text.find('\n');
  record.sentences = {{0, line}, {line + 1, text.size() - 1}};
  record.entities = {
      {"Company", "Alba", {"Alba"}, {{span_of(text, "Alba"), "Alba", 0}}, true, "", {"borea", "torino"}},
      {"Company", "Borea", {"Borea"}, {{span_of(text, "Borea"), "Borea", 0}}, true, "", {"alba"}},
      {"Place", "Turin", {"Torino"}, {{span_of(text, "Torino"), "Torino", 0}}, true, "Place/turin", {}},
      {"Chip", "Q7", {"Q7"}, {{span_of(text, "Q7"), "Q7", 1}}, false, "", {}}};

  Evidence buys;
  buys.quote = span_of(text, "ha comprato Borea per 3,5 milioni");
  buys.trigger = span_of(text, "comprato");
  buys.rule = "OWNS/it/verb/comprare";
  buys.direct = false;
  buys.confidence = 812;
  buys.subject = {span_of(text, "Alba"), Via::Name, {}, 0};
  buys.object = {span_of(text, "Borea"), Via::Name, {}, 0};

  Evidence based = buys;
  based.quote = span_of(text, "Alba, la startup di Torino");
  based.rule = "BASED_IN/it/noun/startup";
  based.direct = true;
  based.object.span = span_of(text, "Torino");

  Evidence uses;
  uses.sentence = 1;
  uses.quote = span_of(text, "la società avrebbe usato 2.000 chip Q7");
  uses.trigger = span_of(text, "usato");
  uses.rule = "chips_used/it/verb/usare";
  uses.certainty = Certainty::Reported;
  uses.status = Status::Former;
  uses.speaker = "la Stampa";
  uses.direct = false;
  uses.confidence = 500;
  uses.subject = {span_of(text, "la società"), Via::Nominal, span_of(text, "Alba"), 0};
  uses.object = {span_of(text, "2.000"), Via::Name, {}, 0};

  record.facts = {{0, "BASED_IN", 2, "", std::nullopt, "", {based}},
                  {0, "OWNS", 1, "azionista", 51.5, "2025-02", {buys}}};
  record.quantities = {{0, "chips_used", 2000, "count", "~", 3, "2.000", "2024", {uses}},
                       {1, "price", 3.5e6, "EUR", "=", std::nullopt, "3,5 milioni", "", {buys}}};
  record.gaps = {1};
  record.unanalysed = {1};
  return record;
}

}  // namespace trama
