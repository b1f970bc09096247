// A small picture that everyone knows: DeepSeek's surroundings in early 2025, with every kind of node and
// edge.
#pragma once

#include <string>

#include "core/render/picture.h"

namespace trama::drawing::test {

inline size_t add_node(Picture& picture, std::string type, std::string name) {
  picture.nodes.push_back({type + "/" + name, std::move(type), std::move(name), {}});
  return picture.nodes.size() - 1;
}

inline PictureEdge& add_edge(Picture& picture, size_t source, std::string relation, size_t target,
                             int64_t articles = 1) {
  PictureEdge edge;
  edge.source = source;
  edge.relation = std::move(relation);
  edge.target = target;
  edge.articles = articles;
  edge.citations.push_back({"The quote says so.", "An article", "A paper", "2025-02-04", "articles/one.txt"});
  picture.edges.push_back(std::move(edge));
  return picture.edges.back();
}

inline Picture scene() {
  Picture picture;
  picture.title = "DeepSeek and its surroundings";
  picture.subtitle = "MATCH (a {name: 'DeepSeek'})-[r]-(b) RETURN a, r, b";
  picture.date = "2025-02-10";
  const size_t deepseek = add_node(picture, "Company", "DeepSeek");
  const size_t high_flyer = add_node(picture, "Company", "High-Flyer");
  const size_t liang = add_node(picture, "Person", "Liang Wenfeng");
  const size_t r1 = add_node(picture, "Model", "DeepSeek-R1");
  const size_t v3 = add_node(picture, "Model", "DeepSeek-V3");
  const size_t h800 = add_node(picture, "Chip", "H800");
  const size_t nvidia = add_node(picture, "Company", "Nvidia");
  const size_t china = add_node(picture, "Place", "China");
  const size_t hangzhou = add_node(picture, "Place", "Hangzhou");
  const size_t openai = add_node(picture, "Company", "OpenAI");
  const size_t altman = add_node(picture, "Person", "Sam Altman");
  const size_t controls = add_node(picture, "Policy", "export controls on advanced AI chips");
  const size_t us = add_node(picture, "Organization", "Biden administration");
  const size_t moe = add_node(picture, "Technology", "Mixture of Experts");
  const size_t store = add_node(picture, "Product", "App Store");
  const size_t cost = add_node(picture, "Quantity", "5.6 million dollars");
  const size_t huang = add_node(picture, "Person", "Jensen Huang");
  const size_t intel = add_node(picture, "Company", "Intel");
  add_edge(picture, deepseek, "DEVELOPS", r1, 6);
  add_edge(picture, deepseek, "DEVELOPS", v3, 4);
  add_edge(picture, liang, "FOUNDED", deepseek, 3);
  add_edge(picture, liang, "LEADS", high_flyer).role = "chief executive";
  add_edge(picture, high_flyer, "OWNS", deepseek, 2);
  add_edge(picture, v3, "USES", h800, 2).standing = Standing::Reported;
  add_edge(picture, nvidia, "PRODUCES", h800, 3);
  add_edge(picture, controls, "RESTRICTS", h800);
  add_edge(picture, controls, "RESTRICTS", china, 2);
  add_edge(picture, us, "IMPOSES", controls, 2);
  add_edge(picture, deepseek, "BASED_IN", hangzhou, 2);
  add_edge(picture, deepseek, "BASED_IN", china, 5);
  add_edge(picture, openai, "ACCUSES", deepseek, 2).standing = Standing::Reported;
  add_edge(picture, altman, "LEADS", openai, 2).role = "CEO";
  add_edge(picture, r1, "USES", moe);
  add_edge(picture, v3, "TRAINING_COST", cost).standing = Standing::Reported;
  add_edge(picture, nvidia, "SUPPLIES", deepseek).standing = Standing::Denied;
  add_edge(picture, openai, "OWNS", high_flyer).standing = Standing::Speculated;
  add_edge(picture, huang, "LEADS", nvidia, 3).role = "fondatore e amministratore delegato";
  add_edge(picture, huang, "WORKS_FOR", intel).period = Period::Former;
  add_edge(picture, deepseek, "USES", store).period = Period::Planned;
  add_edge(picture, deepseek, "COMPETES_WITH", openai, 3).symmetric = true;
  return picture;
}

}  // namespace trama::drawing::test
