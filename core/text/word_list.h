// words.tsv: readings that the analyser lacks, given by analogy to words that it has.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text/stream_format.h"

namespace trama::text {

// Lines of three columns, tab-separated; '#' starts a comment line:
//
//   crollare  vblex  like parlare    inflects as the model does: what the model's forms are, its forms are
//   ceo       n      = mf.sp         one form, with these tags behind the class
//
// The class is the analyser's first tag (n, vblex, adj, adv). Analogy replaces the stem: the model without
// the letters that both lemmas end in (at most three) for the lemma without them.
class WordList {
 public:
  WordList() = default;
  // Throws Error of kind Input naming the line of `name` that is malformed.
  WordList(std::string_view table, std::string_view name);

  // A possible form of a listed word: it is one where the analyser reads `model_form` as a form of the model.
  struct Analogy {
    std::string model_form;
    size_t entry;
  };
  // `lower` is a surface in lower case. In the order of the list.
  std::vector<Analogy> analogies(std::string_view lower) const;

  // The reading of the listed word that answers to `model`, one of the model form's; false where `model` is
  // of another lemma or class.
  bool transfer(const Analogy& analogy, const JoinedReading& model, JoinedReading& out) const;

  // Readings that need no model; null where there are none.
  const std::vector<JoinedReading>* fixed(std::string_view lower) const;

 private:
  struct Entry {
    std::string lemma, word_class, model;
    std::string stem, model_stem;
  };
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::vector<size_t>> by_stem_;
  std::unordered_map<std::string, std::vector<JoinedReading>> fixed_;
  size_t longest_stem_ = 0;
};

}  // namespace trama::text
