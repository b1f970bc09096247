#include "cli/show_view.h"

#include <limits>
#include <map>

#include "cli/console.h"
#include "cli/fact_text.h"
#include "cli/near_name.h"
#include "core/assemble/article_view.h"
#include "core/assemble/entity_lookup.h"
#include "core/assemble/fact_lookup.h"
#include "core/assemble/passage_lookup.h"
#include "core/base/printable.h"
#include "core/base/quotation.h"

namespace trama::cli {

namespace {

constexpr size_t kArticlesListed = 8;

size_t limit_of(size_t most) { return most == 0 ? std::numeric_limits<size_t>::max() : most; }

std::string note_of(const assemble::Fact& fact) {
  std::string note = counted(fact.articles, "article") + ", " + dates_text(fact);
  if (!fact.event_date.empty()) note += ", happened " + fact.event_date;
  if (fact.certainty == "reported") note += ", reported";
  return printable(note);
}

void print_heading(const GraphReader& graph, const assemble::EntityMatch& entity, bool colour,
                   std::ostream& out) {
  out << bold(printable(entity.name), colour) << "  " << printable(entity.type) << " · "
      << printable(entity.key) << " · " << counted(entity.articles, "article");
  const Map properties = graph.node_properties(entity.node);
  const auto aliases = properties.find("aliases");
  std::string others;
  if (aliases != properties.end() && aliases->second.type() == ValueType::List) {
    for (const Value& alias : aliases->second.list()) {
      if (alias.type() != ValueType::String || alias.string() == entity.name) continue;
      others += (others.empty() ? "" : ", ") + printable(alias.string());
    }
  }
  if (!others.empty()) out << " · also: " << others;
  out << "\n";
}

// The sentence with its marked places in bold.
std::string marked_text(const assemble::Passage& passage, bool colour) {
  std::string out;
  size_t at = 0;
  for (const ByteSpan& mark : passage.marks) {
    if (mark.begin < at) continue;
    out += printable(std::string_view(passage.text).substr(at, mark.begin - at));
    out += bold(printable(std::string_view(passage.text).substr(mark.begin, mark.size())), colour);
    at = mark.end;
  }
  return out + printable(std::string_view(passage.text).substr(at));
}

void print_passages(const assemble::Passages& found, bool colour, std::ostream& out) {
  const std::string* article = nullptr;
  for (const assemble::Passage& passage : found.passages) {
    if (article == nullptr || *article != passage.article) {
      out << dim(source_text({passage.title, passage.source, passage.date, passage.path}), colour) << "\n";
      article = &passage.article;
    }
    out << "    " << marked_text(passage, colour) << "\n";
  }
  if (found.total > found.passages.size()) {
    out << dim("… and " + counted(found.total - found.passages.size(), "more sentence") +
                   " (--limit 0 shows all)",
               colour)
        << "\n";
  }
}

void print_sentences(const char* heading, const std::vector<std::string>& sentences, bool colour,
                     std::ostream& out) {
  if (!sentences.empty()) out << bold(heading, colour) << "\n";
  for (const std::string& sentence : sentences) out << "  " << quotation(printable(sentence)) << "\n";
}

// An entity, by key, name or alias.
bool names_exactly(const GraphReader& graph, const std::string& text) {
  const std::vector<assemble::EntityMatch> found = assemble::find_entities(graph, text, 1);
  return !found.empty() && found.front().match <= assemble::Match::Alias;
}

// Where a relation is expected: the name of an entity, and of no relation.
bool names_entity_alone(const GraphReader& graph, const std::string& word) {
  return !word.empty() && !is_relation(graph, word) && names_exactly(graph, word);
}

// Where no article says what was asked: what they do say of the two, or of the one.
std::string what_is_said_hint(const GraphReader& graph, const WhyQuestion& question) {
  std::string said;
  if (!question.object.empty()) {
    for (const assemble::Fact& fact : assemble::why(graph, question.subject, "", question.object))
      said += (said.empty() ? "" : "; ") + fact.subject_name + " " + fact.type + " " + fact.object_name;
  }
  return !said.empty()             ? "what they say: " + said
         : question.object.empty() ? "trama show '" + question.subject + "' --all lists what is known"
                                   : "trama mentions '" + question.subject + "' '" + question.object +
                                         "' shows the sentences that name both";
}

Error several_articles(const std::string& name, const std::vector<std::string>& ids) {
  std::string listed;
  for (size_t i = 0; i < std::min(ids.size(), kArticlesListed); ++i) listed += (i == 0 ? "" : ", ") + ids[i];
  if (ids.size() > kArticlesListed)
    listed += " and " + std::to_string(ids.size() - kArticlesListed) + " more";
  return Error(ErrorKind::Argument, "AmbiguousName",
               std::to_string(ids.size()) + " articles fit '" + name + "'")
      .hint("one of " + listed);
}

}  // namespace

void print_article(const GraphReader& graph, const std::string& id, bool colour, std::ostream& out) {
  const assemble::ArticleView view = assemble::view_article(graph, id);
  const ArticleMetadata& article = view.article;
  const std::string& title = article.title.empty() ? article.id : article.title;
  out << bold(printable(title), colour) << "  Article";
  for (const std::string& part : {article.source, article.author, article.date, article.language, article.id})
    if (!part.empty() && part != title) out << " · " << printable(part);
  out << "\n";
  for (const ArticleMetadata& other : view.others)
    out << dim("  the same text: " + source_text({other.title, other.source, other.date, other.id}), colour)
        << "\n";
  EvidenceStyle style;
  style.colour = colour;
  style.source = false;
  for (size_t i = 0; i < view.facts.size(); ++i) {
    const assemble::Fact& fact = view.facts[i];
    out << "  " << fact_text(fact, colour);
    if (fact.articles > 1) out << "  " << dim(counted(fact.articles, "article"), colour);
    if (fact.certainty == "reported") out << "  " << dim("reported", colour);
    out << "\n";
    style.most = 1;
    const bool last_of_quote =
        i + 1 == view.facts.size() || view.facts[i + 1].evidence.front().span != fact.evidence.front().span;
    if (last_of_quote) print_evidence(fact, style, out);
  }
  if (view.facts.empty()) out << "  no facts\n";
  std::map<std::string, std::string> names;  // by type
  for (const assemble::EntityMatch& entity : view.entities) {
    std::string& list = names[entity.type];
    list += (list.empty() ? "" : ", ") + printable(entity.name);
  }
  if (!names.empty()) out << bold("names", colour) << "\n";
  for (const auto& [type, list] : names) out << "  " << printable(type) << ": " << list << "\n";
  print_sentences("sentences that promised a fact and gave none", view.gaps, colour, out);
  print_sentences("sentences that could not be analysed", view.unanalysed, colour, out);
}

std::string require_article(const GraphReader& graph, const std::string& name) {
  const std::vector<std::string> ids = assemble::find_articles(graph, name);
  if (ids.size() > 1) throw several_articles(name, ids);
  if (ids.empty()) {
    throw Error(ErrorKind::EntityNotFound, "there is no article '" + name + "'")
        .hint("MATCH (a:Article) RETURN a.id lists them");
  }
  return ids.front();
}

void print_entity(const GraphReader& graph, const std::string& name, const ShowOptions& options,
                  std::ostream& out) {
  if (!names_exactly(graph, name)) {
    const std::vector<std::string> articles = assemble::find_articles(graph, name);
    if (articles.size() > 1) throw several_articles(name, articles);
    if (!articles.empty()) return print_article(graph, articles.front(), options.colour, out);
  }
  const assemble::EntityMatch entity = assemble::require_entity(graph, name);
  print_heading(graph, entity, options.colour, out);
  EvidenceStyle style;
  style.most = options.quotes;
  style.colour = options.colour;
  size_t hidden = 0, shown = 0;
  for (const assemble::Fact& fact : assemble::facts_about(graph, entity.node)) {
    if (!options.all && is_doubtful(fact)) {
      ++hidden;
      continue;
    }
    ++shown;
    out << "  " << fact_text(fact, options.colour) << "  " << dim(note_of(fact), options.colour) << "\n";
    print_evidence(fact, style, out);
  }
  if (shown == 0) out << "  no facts; trama mentions '" << entity.key << "' shows where it is named\n";
  if (hidden > 0) {
    out << dim("  " + counted(hidden, "fact") + " former, planned, denied or speculated: trama show '" +
                   printable(entity.name) + "' --all",
               options.colour)
        << "\n";
  }
  for (const assemble::EntityMatch& other : assemble::find_entities(graph, name)) {
    if (other.node == entity.node || other.match > assemble::Match::Alias) continue;
    out << dim("  see also " + printable(other.name) + " (" + other.type + "): " + other.key, options.colour)
        << "\n";
  }
}

void print_why(const GraphReader& graph, const WhyQuestion& asked_for, bool colour, std::ostream& out) {
  WhyQuestion question = asked_for;
  if (question.object.empty() && names_entity_alone(graph, question.relation))
    std::swap(question.relation, question.object);
  const std::vector<assemble::Fact> facts =
      assemble::why(graph, question.subject, question.relation, question.object);
  EvidenceStyle style;
  style.colour = colour;
  style.explain = true;
  for (const assemble::Fact& fact : facts) {
    out << fact_text(fact, colour) << "  " << dim(note_of(fact), colour) << "\n";
    print_evidence(fact, style, out);
  }
  if (!facts.empty()) return;
  std::string asked = question.subject;
  for (const std::string& part : {question.relation, question.object})
    asked += part.empty() ? "" : " " + part;
  // "will own" is how a fact may read, and no name of a relation.
  const bool one_word = !question.relation.empty() && question.relation.find(' ') == std::string::npos;
  if (one_word && question.object.empty() && !is_relation(graph, question.relation)) {
    throw Error(ErrorKind::EntityNotFound,
                "'" + question.relation + "' is neither a relation nor an entity of this database")
        .hint(relation_hint(graph, question.relation, what_is_said_hint(graph, question)));
  }
  throw Error(ErrorKind::EntityNotFound, "no article says so: " + asked)
      .hint(relation_hint(graph, question.relation, what_is_said_hint(graph, question)));
}

void print_mentions(const GraphReader& graph, const std::string& name, const std::string& other, size_t most,
                    bool colour, std::ostream& out) {
  const NodeId first = assemble::require_entity(graph, name).node;
  const NodeId second = other.empty() ? 0 : assemble::require_entity(graph, other).node;
  const assemble::Passages found = assemble::mentions_of(graph, first, second, limit_of(most));
  print_passages(found, colour, out);
  if (found.total == 0) {
    throw Error(ErrorKind::EntityNotFound,
                "no sentence names '" + name + "'" + (other.empty() ? "" : " and '" + other + "'"));
  }
}

void print_gaps(const GraphReader& graph, const std::string& name, size_t most, bool colour,
                std::ostream& out) {
  const NodeId entity = name.empty() ? 0 : assemble::require_entity(graph, name).node;
  const assemble::Passages found = assemble::gaps(graph, entity, limit_of(most));
  print_passages(found, colour, out);
  if (found.total == 0) out << dim("no gaps", colour) << "\n";
}

}  // namespace trama::cli
