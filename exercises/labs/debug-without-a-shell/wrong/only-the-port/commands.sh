kubectl patch service prices --type=json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":{{port}}}]'
