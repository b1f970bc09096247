#include "cli/choices.h"

#include "cli/export_command.h"
#include "cli/row_format.h"
#include "core/extract/stages.h"
#include "core/record/article_record.h"
#include "core/render/draw.h"

namespace trama::cli {

std::vector<std::string> choices_of(const std::string& command, const std::string& name) {
  if (name == "--engine") return drawing::engine_names();
  if (name == "--format" && command == "query") return row_format_names();
  if (name == "--format" && command == "export") return export_format_names();
  if (name == "--rdf") return reification_names();
  if (name == "--without") {
    std::vector<std::string> names;
    for (const extract::Stage stage : extract::all_stages()) names.emplace_back(extract::name_of(stage));
    return names;
  }
  if (command == "rules" && name == "action") return {"test", "report"};
  if (command == "completion" && name == "shell") return {"bash", "zsh", "fish"};
  return {};
}

}  // namespace trama::cli
