#include "cli/archive_commands.h"
#include "cli/command.h"
#include "cli/curation_commands.h"
#include "cli/database_commands.h"
#include "cli/evaluate_command.h"
#include "cli/export_command.h"
#include "cli/extract_command.h"
#include "cli/help_commands.h"
#include "cli/import_command.h"
#include "cli/ingest_command.h"
#include "cli/query_command.h"
#include "cli/rules_command.h"
#include "cli/show_commands.h"

namespace trama::cli {

const std::vector<CommandEntry>& command_table() {
  static constexpr const char* kArticles = "Articles";
  static constexpr const char* kAsk = "Ask";
  static constexpr const char* kCurate = "Curate";
  static constexpr const char* kDatabase = "Database";
  static constexpr const char* kHelp = "Help";
  static const std::vector<CommandEntry> kTable = {
      {"ingest", kArticles, "Read articles and add their facts to the database",
       "trama ingest examples/articles", make_ingest_command},
      {"extract", kArticles, "Print the facts of articles as JSON lines, without a database",
       "trama extract examples/articles/stargate.txt", make_extract_command},
      {"forget", kArticles, "Take articles out, with all that nothing else supports",
       "trama forget examples/articles/asml.txt", make_forget_command},
      {"query", kAsk, "Run openCypher statements and print their rows",
       "trama query 'MATCH (p:Person)-[r:LEADS]->(c:Company) RETURN p.name, r.role, c.name'",
       make_query_command},
      {"repl", kAsk, "Start the shell (what trama does without a command)", "trama repl", make_repl_command},
      {"show", kAsk, "What is known about an entity, or from an article, with quotes", "trama show DeepSeek",
       make_show_command},
      {"why", kAsk, "The sentences behind a fact", "trama why Nvidia", make_why_command},
      {"mentions", kAsk, "Articles and sentences that name an entity, or two together",
       "trama mentions OpenAI Stargate", make_mentions_command},
      {"timeline", kAsk, "An entity's facts in order of date", "trama timeline OpenAI",
       make_timeline_command},
      {"conflicts", kAsk, "Facts that cannot all hold", "trama conflicts", make_conflicts_command},
      {"diff", kAsk, "Facts first reported between two dates", "trama diff 2025-01-31 2025-02-28",
       make_diff_command},
      {"gaps", kAsk, "Sentences that promised a fact and gave none", "trama gaps --limit 5",
       make_gaps_command},
      {"export", kAsk, "Write the graph, or part of it, as a picture, a page, or a file for other programs",
       "trama export --focus DeepSeek -o deepseek.svg", make_export_command},
      {"merge", kCurate, "Two entities are one", "trama merge SMIC TSMC", make_merge_command},
      {"split", kCurate, "In some articles the name means something else",
       "trama split Mistral examples/articles/mistral.md", make_split_command},
      {"rename", kCurate, "Give an entity another name", "trama rename Nvidia NVIDIA", make_rename_command},
      {"retype", kCurate, "Give an entity another type", "trama retype Stargate Policy", make_retype_command},
      {"reject", kCurate, "A fact is wrong", "trama reject 'C.C. Wei' LEADS TSMC", make_reject_command},
      {"decisions", kCurate, "List what was decided, or take it back", "trama decisions",
       make_decisions_command},
      {"review", kCurate, "What a person should look at first: doubtful merges, types and facts",
       "trama review", make_review_command},
      {"schema", kDatabase, "Labels, relationship types and properties in use", "trama schema",
       make_schema_command},
      {"stats", kDatabase, "How much is in the database", "trama stats", make_stats_command},
      {"check", kDatabase, "Prove that the database agrees with itself", "trama check", make_check_command},
      {"backup", kDatabase, "Copy the database to a folder, or what cannot be derived to one file",
       "trama backup trama.jsonl", make_backup_command},
      {"restore", kDatabase, "Make a database out of a backup", "trama restore --db restored.db trama.jsonl",
       make_restore_command},
      {"compact", kDatabase, "Rewrite the store, so that what was deleted takes no space", "trama compact",
       make_compact_command},
      {"import", kDatabase, "Load a graph that another program wrote",
       "trama import --db copy.db neo4j/nodes.csv neo4j/relationships.csv", make_import_command},
      {"evaluate", kHelp, "Score extraction against annotated articles: precision, recall, F1",
       "trama evaluate tests/extract/gold tests/extract/gold/articles", make_evaluate_command},
      {"rules", kHelp, "Try the extraction rules on their own examples, or report on each",
       "trama rules test", make_rules_command},
      {"completion", kHelp, "Print a completion script for bash, zsh or fish", "trama completion bash",
       make_completion_command},
      {"man", kHelp, "Print the manual page: trama man | man -l -", "trama man", make_man_command},
  };
  return kTable;
}

}  // namespace trama::cli
