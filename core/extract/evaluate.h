// Scores extracted facts against annotated articles: the figures of the annotation guide's referee.
//
// An entity is found when its type is right and a folded surface form is shared, one to one; a triple when
// both ends and the relation match; a quantity when subject, measure and unit match and the value is within 1
// percent. What the gold marks optional is neither missed nor wrong; what is extracted as speculated is never
// wrong.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace trama::extract {

struct Tally {
  size_t hit = 0, wrong = 0, missed = 0;

  double precision() const;
  double recall() const;
  double f1() const;
  Tally& operator+=(const Tally& other);
};

// What the gold says of one predicted triple or quantity. Speculated ones, repeated ones and amounts that the
// gold leaves open have none.
struct Verdict {
  std::string article;
  bool quantity = false;
  size_t index = 0;    // into the prediction's "triples" or "quantities"
  bool right = false;  // the gold has it, required or optional
};

struct Interval {
  double low = 0, high = 0;
};
// Of F1: the middle 90 percent of resamplings of the articles. The same on every run.
Interval bootstrap(const std::vector<Tally>& by_article);

struct Evaluation {
  // "entities", "entities, any type", "entities: Chip", "triples", "triples, it", "triples in a02.txt", …
  std::map<std::string, Tally> rows;
  double certainty_f1 = 0;  // macro F1 over stated, reported, speculated of triples that are in the gold
  double qualifier_accuracy = 0;   // of found quantities
  std::vector<std::string> notes;  // what was missed and what was wrong, by article
  std::vector<Verdict> verdicts;
  std::map<std::string, std::vector<Tally>>
      samples;  // of the rows that have intervals, an element an article
};

// The last part of an article's path, by which gold and prediction belong together.
std::string article_name(const std::string& path);

// Each string is one object in the annotation format; objects belong together by the last part of their
// "article". `symmetric` names the relations that hold either way round. Throws Error of kind Input on what
// is not such an object.
Evaluation evaluate(const std::vector<std::string>& gold, const std::vector<std::string>& predicted,
                    const std::vector<std::string>& symmetric);

}  // namespace trama::extract
