kubectl patch service kiosk -p '{"spec":{"selector":{"app":"newsroom"}}}'
