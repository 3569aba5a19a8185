"""Where a site is: by its coordinates, by its ZIP code, or asked of the Census geocoder."""
