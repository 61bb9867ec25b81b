// Reads the Salesforce project in argv[2] as `sf project deploy` does, and prints its components.
const { ComponentSet, MetadataConverter } = require("@salesforce/source-deploy-retrieve");

(async () => {
  const [, , source, outputDirectory] = process.argv;
  const components = ComponentSet.fromSource(source);
  const target = { type: "directory", outputDirectory, genUniqueDir: false };
  await new MetadataConverter().convert(components, "metadata", target);
  console.log(JSON.stringify(components.toArray().map((item) => `${item.type.name ?? item.type}:${item.fullName}`)));
})();
