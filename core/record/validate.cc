#include <cmath>
#include <tuple>

#include "core/base/utf8.h"
#include "core/record/article_record.h"

namespace trama {
namespace {

[[noreturn]] void refuse(const std::string& where, const std::string& what) {
  throw Error(ErrorKind::Input, "InvalidRecord", "article record: " + where + " " + what)
      .hint("records are written by `trama extract --records`; extract the article again");
}

std::string numbered(const char* list, size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

// Walks a record once and refuses the first thing that points outside it.
class Validator {
 public:
  explicit Validator(const ArticleRecord& record) : record_(record) {}

  void run() const {
    if (record_.format != 1)
      refuse("format", "is " + std::to_string(record_.format) + "; this program reads 1");
    if (record_.article.id.empty()) refuse("article.id", "is empty");
    if (const auto bad = find_invalid_utf8(record_.text))
      refuse("text", "is not UTF-8 at byte " + std::to_string(*bad));
    for (size_t i = 0; i < record_.sentences.size(); ++i) {
      const std::string where = numbered("sentences", i);
      inside(where, record_.sentences[i]);
      if (i > 0 && record_.sentences[i].begin < record_.sentences[i - 1].end)
        refuse(where, "begins before its predecessor ends");
    }
    for (size_t i = 0; i < record_.unanalysed.size(); ++i) {
      const std::string where = numbered("unanalysed", i);
      sentence(where, record_.unanalysed[i]);
      if (i > 0 && record_.unanalysed[i] <= record_.unanalysed[i - 1])
        refuse(where, "is not after its predecessor");
    }
    for (size_t i = 0; i < record_.entities.size(); ++i) entity(numbered("entities", i), record_.entities[i]);
    for (size_t i = 0; i < record_.facts.size(); ++i) fact(i);
    for (size_t i = 0; i < record_.quantities.size(); ++i)
      quantity(numbered("quantities", i), record_.quantities[i]);
    for (size_t i = 0; i < record_.gaps.size(); ++i) sentence(numbered("gaps", i), record_.gaps[i]);
  }

 private:
  // Inside the text, and cutting no character in two: what is cut here is quoted later.
  void inside(const std::string& where, ByteSpan span) const {
    const std::string shown = "[" + std::to_string(span.begin) + ", " + std::to_string(span.end) + ")";
    if (span.begin > span.end || span.end > record_.text.size())
      refuse(where, shown + " lies outside the text of " + std::to_string(record_.text.size()) + " bytes");
    if (inside_character(span.begin) || inside_character(span.end))
      refuse(where, shown + " cuts a character");
  }

  bool inside_character(size_t offset) const {
    return offset < record_.text.size() && (static_cast<unsigned char>(record_.text[offset]) & 0xC0) == 0x80;
  }

  void sentence(const std::string& where, uint32_t index) const {
    if (index >= record_.sentences.size())
      refuse(where,
             "names sentence " + std::to_string(index) + " of " + std::to_string(record_.sentences.size()));
  }

  void entity_index(const std::string& where, uint32_t index) const {
    if (index >= record_.entities.size())
      refuse(where,
             "names entity " + std::to_string(index) + " of " + std::to_string(record_.entities.size()));
  }

  void entity(const std::string& where, const LocalEntity& entity) const {
    if (entity.type.empty()) refuse(where + ".type", "is empty");
    if (entity.name.empty()) refuse(where + ".name", "is empty");
    for (size_t i = 0; i < entity.mentions.size(); ++i) {
      const std::string mention = where + "." + numbered("mentions", i);
      inside(mention, entity.mentions[i].span);
      sentence(mention, entity.mentions[i].sentence);
    }
  }

  void fact(size_t index) const {
    const LocalFact& fact = record_.facts[index];
    const std::string where = numbered("facts", index);
    entity_index(where + ".subject", fact.subject);
    entity_index(where + ".object", fact.object);
    if (fact.relation.empty()) refuse(where + ".relation", "is empty");
    evidence(where, fact.evidence);
    if (index == 0) return;
    const LocalFact& previous = record_.facts[index - 1];
    if (std::tie(previous.subject, previous.relation, previous.object) >=
        std::tie(fact.subject, fact.relation, fact.object))
      refuse(where, "is not after its predecessor by subject, relation and object");
  }

  void quantity(const std::string& where, const LocalQuantity& quantity) const {
    entity_index(where + ".subject", quantity.subject);
    if (quantity.chip) entity_index(where + ".chip", *quantity.chip);
    if (quantity.measure.empty()) refuse(where + ".measure", "is empty");
    if (!std::isfinite(quantity.value)) refuse(where + ".value", "is not a finite number");
    evidence(where, quantity.evidence);
  }

  void evidence(const std::string& where, const std::vector<Evidence>& list) const {
    if (list.empty()) refuse(where + ".evidence", "is empty");
    for (size_t i = 0; i < list.size(); ++i) {
      const std::string at = where + "." + numbered("evidence", i);
      sentence(at + ".sentence", list[i].sentence);
      inside(at + ".quote", list[i].quote);
      inside(at + ".trigger", list[i].trigger);
      end(at + ".subject", list[i].subject);
      end(at + ".object", list[i].object);
      if (list[i].confidence > 1000) refuse(at + ".confidence", "is above 1000");
    }
  }

  void end(const std::string& where, const EvidenceEnd& end) const {
    inside(where + ".span", end.span);
    inside(where + ".antecedent", end.antecedent);
    if (!end.antecedent.empty()) sentence(where + ".antecedent_sentence", end.antecedent_sentence);
  }

  const ArticleRecord& record_;
};

}  // namespace

void validate(const ArticleRecord& record) { Validator(record).run(); }

}  // namespace trama
