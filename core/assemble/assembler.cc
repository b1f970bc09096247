#include "core/assemble/assembler.h"

#include <algorithm>

#include "core/assemble/change.h"
#include "core/base/hash.h"
#include "core/graph/delta.h"

namespace trama::assemble {
namespace {

constexpr size_t kMaximumEntities = 0xFFFF;  // member ids have four hexadecimal digits

void check(const ArticleRecord& record) {
  validate(record);
  if (record.article.id.find('\0') != std::string::npos)
    throw Error(ErrorKind::Input, "InvalidRecord", "article record: article.id holds a NUL character");
  if (record.entities.size() > kMaximumEntities)
    throw Error(ErrorKind::Input, "InvalidRecord",
                "article record: " + std::to_string(record.entities.size()) + " entities are more than " +
                    std::to_string(kMaximumEntities));
}

// Counts are worked out against the base, so a second change on one delta would undo those of the first.
void check_first_change(const GraphDelta& delta) {
  if (!delta.table_changes().contains(Table::Assembly)) return;
  throw Error(ErrorKind::Procedure, "SecondChange", "a statement can curate only once")
      .hint("put each CALL of a curation procedure into a statement of its own");
}

// Takes the article off its text; the node of a text that ends, for the one that replaces it.
NodeId leave_text(GraphDelta& delta, ChangeRun& run, const std::string& article) {
  const TextId text = text_of_article(delta.base(), article);
  if (text.empty()) return 0;
  run.text_changed(text);
  TextEntry entry = read_text_entry(delta, text);
  std::erase(entry.articles, article);
  if (!entry.articles.empty()) {
    delta.put(Table::Assembly, "T" + text, encode(entry));
    return 0;
  }
  delta.erase(Table::Assembly, "T" + text);
  delta.erase(Table::Text, text);
  return entry.node;
}

void put_record(GraphDelta& delta, ArticleRecord record, std::string value, const Options& options) {
  check_first_change(delta);
  const std::string article = record.article.id;
  const TextId text = text_id(record.article.sha256);
  ChangeRun run(delta, options);
  const NodeId node = leave_text(delta, run, article);
  run.text_changed(text);
  delta.put(Table::Record, article, std::move(value));
  TextEntry entry = read_text_entry(delta, text);
  if (entry.articles.empty()) {
    delta.put(Table::Text, text, record.text);
    if (node != 0) {  // the article goes on, with what users tied to its node
      entry.node = node;
      delta.put(Table::Assembly, node_key('A', node), text);
    }
  }
  entry.articles.insert(std::lower_bound(entry.articles.begin(), entry.articles.end(), article), article);
  delta.put(Table::Assembly, "T" + text, encode(entry));
  if (entry.articles.front() == article) run.know(text, std::move(record));
  run.run();
}

}  // namespace

Change add(GraphDelta& delta, ArticleRecord record, const Options& options) {
  record.article.sha256 = sha256_hex(record.text);
  check(record);
  const auto old = delta.get(Table::Record, record.article.id);
  std::string value = encode_record(record, text_id(record.article.sha256));
  if (old == value) return Change::None;
  put_record(delta, std::move(record), std::move(value), options);
  return old ? Change::Replaced : Change::Added;
}

void reassemble(GraphDelta& delta, ArticleRecord record, const Options& options) {
  record.article.sha256 = sha256_hex(record.text);
  check(record);
  std::string value = encode_record(record, text_id(record.article.sha256));
  put_record(delta, std::move(record), std::move(value), options);
}

Change forget(GraphDelta& delta, std::string_view article, const Options& options) {
  check_first_change(delta);
  const std::string id(article);
  if (!delta.get(Table::Record, id)) return Change::None;
  ChangeRun run(delta, options);
  leave_text(delta, run, id);
  delta.erase(Table::Record, id);
  run.run();
  return Change::Removed;
}

uint64_t decide(GraphDelta& delta, Decision decision, const Options& options) {
  check_first_change(delta);
  ChangeRun run(delta, options);
  decision.number = read_count(delta, "N") + 1;
  decision.undone = false;
  const auto touch = [&](const Decision& changed) {
    run.decision_changed(changed.number);
    if (changed.kind != DecisionKind::Split) return;
    for (const Anchor& anchor : changed.subject)
      if (const TextId text = text_of_article(delta, anchor.article); !text.empty()) run.text_changed(text);
  };

  delta.put(Table::Assembly, "N", encode_count(decision.number));
  delta.put(Table::Decision, be64(decision.number), to_json(decision));
  for (const auto* anchors : {&decision.subject, &decision.object})
    for (const Anchor& anchor : *anchors)
      delta.put(Table::Assembly, pair_key('I', anchor.article, be64(decision.number)), "");
  touch(decision);

  // Taking back an undo brings back what it took back, and so on down.
  bool undone = true;
  for (uint64_t target = decision.kind == DecisionKind::Undo ? decision.target : 0; target != 0;) {
    auto changed = find_decision(delta, target);
    if (!changed || changed->undone == undone) break;
    changed->undone = undone;
    delta.put(Table::Decision, be64(target), to_json(*changed));
    touch(*changed);
    undone = !undone;
    target = changed->kind == DecisionKind::Undo ? changed->target : 0;
  }
  run.run();
  return decision.number;
}

Change Assembler::add(ArticleRecord record) {
  GraphDelta delta(graph_.read());
  const Change change = assemble::add(delta, std::move(record), options_);
  if (change != Change::None) graph_.commit(delta);
  return change;
}

Change Assembler::forget(std::string_view article) {
  GraphDelta delta(graph_.read());
  const Change change = assemble::forget(delta, article, options_);
  if (change != Change::None) graph_.commit(delta);
  return change;
}

uint64_t Assembler::decide(Decision decision) {
  GraphDelta delta(graph_.read());
  const uint64_t number = assemble::decide(delta, std::move(decision), options_);
  graph_.commit(delta);
  return number;
}

bool Assembler::is_current(const ArticleMetadata& article, std::string_view fingerprint) const {
  const auto stored = graph_.read()->get(Table::Record, article.id);
  if (!stored) return false;
  // Keys come in a fixed order, so what stands before the sentences is metadata and fingerprint alone, and
  // `unanalysed` where there is any.
  ArticleRecord probe;
  probe.article = article;
  probe.fingerprint = fingerprint;
  const std::string json = to_json_without_text(probe);
  constexpr std::string_view kNext = ",\"sentences\":";
  const std::string_view head = std::string_view(json).substr(0, json.find(kNext) + kNext.size());
  return record_json_of(*stored).starts_with(head);
}

}  // namespace trama::assemble
