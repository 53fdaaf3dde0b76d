kubectl patch deployment thumbs --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/resources/limits"}]'
